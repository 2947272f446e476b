using System.Diagnostics.Metrics;
using NodaTime;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>How far the ledgers, and with them feeds and lists, are behind what is recorded.</summary>
internal sealed class LedgerMetrics : IDisposable
{
    /// <summary>The meter of all that the service itself measures.</summary>
    public const string Meter = "ClinicNotes";

    private readonly Meter _meter = new(Meter);
    private readonly Histogram<double> _lag;
    private readonly IClock _clock;

    public LedgerMetrics(IClock clock, LedgerCondition condition)
    {
        _clock = clock;
        _lag = _meter.CreateHistogram<double>(
            "clinicnotes.feed.lag",
            "s",
            "How long the oldest of the events placed together waited, from being recorded until feeds and lists show it."
        );
        _meter.CreateObservableGauge(
            "clinicnotes.ledger.silence",
            () => condition.Silence.TotalSeconds,
            "s",
            "How long ago the keeper of the ledgers last gave a sign of life; more than a few seconds on any service is too long."
        );
    }

    /// <summary>Notes that events have been placed.</summary>
    public void Placed(IReadOnlyList<CommittedEvent> events)
    {
        if (_lag.Enabled && events.Count > 0)
            _lag.Record((_clock.GetCurrentInstant() - events.Min(e => e.Event.RecordedAt)).TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();
}
