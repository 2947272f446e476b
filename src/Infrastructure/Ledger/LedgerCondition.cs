using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// How it stands with the ledgers. Whatever it is, commands go on: an event that has no position yet gets one later, and a ledger that was
/// tampered with is a matter for people.
/// </summary>
internal sealed class LedgerCondition : IHealthCheck
{
    private readonly ConcurrentDictionary<string, string> _contradictions = [];
    private volatile Exception? _failure;
    private volatile string? _unplaced;

    public void IsKept() => _failure = null;

    public void Fails(Exception failure) => _failure = failure;

    public void Contradicts(string clinic, string sentence) => _contradictions[clinic] = sentence;

    public void IsSigned(string clinic) => _contradictions.TryRemove(clinic, out _);

    /// <summary>Notes how many events, among the last, should have had positions and had none.</summary>
    public void HasUnplaced(long events) =>
        _unplaced = events == 0 ? null : $"{events} events have been passed over: they are in no ledger.";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string[] sentences =
        [
            .. _contradictions.Values.Order(StringComparer.Ordinal),
            .. _unplaced is { } unplaced ? [unplaced] : Array.Empty<string>(),
        ];
        var failure = _failure;
        if (failure is not null)
            sentences = [.. sentences, "The ledgers are not being kept at the moment."];
        return Task.FromResult(
            sentences is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', sentences), failure)
        );
    }
}
