using System.Collections.Concurrent;
using RabbitMQ.Client.Exceptions;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>An event that the broker would not take, and why.</summary>
internal sealed record RefusedEvent(long Position, PublishException Why);

/// <summary>
/// Clinics of which the broker would not take an event: they are left alone for a second, and while it is the same event more and more seldom
/// tried.
/// </summary>
internal sealed class HeldClinics(BrokerCondition condition, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, (long Position, TimeSpan Wait, long Since)> _held = [];

    public bool Has(long clinicId) => _held.ContainsKey(clinicId);

    public bool IsReady(long clinicId) => !_held.TryGetValue(clinicId, out var held) || time.GetElapsedTime(held.Since) >= held.Wait;

    public void Hold(long clinicId, RefusedEvent refused)
    {
        var now = time.GetTimestamp();
        _held.AddOrUpdate(
            clinicId,
            _ => (refused.Position, Shortest, now),
            (_, before) => (refused.Position, before.Position == refused.Position ? Longer(before.Wait) : Shortest, now)
        );
        condition.Holds(clinicId, refused.Why);
    }

    public void GoOn(long clinicId)
    {
        if (_held.TryRemove(clinicId, out _))
            condition.GoesOn(clinicId);
    }

    /// <summary>Forgets all but these: the others are up to date, or another service's.</summary>
    public void Keep(IEnumerable<long> clinics)
    {
        foreach (var clinic in _held.Keys.Except(clinics))
            GoOn(clinic);
    }

    private static TimeSpan Longer(TimeSpan wait) => TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, Longest.Ticks));
}
