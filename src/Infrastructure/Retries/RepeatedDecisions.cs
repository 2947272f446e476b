using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Appends;

namespace ClinicNotes.Infrastructure.Retries;

/// <summary>What was decided under a claim, made again from the events: answers need not be kept.</summary>
internal static class RepeatedDecisions
{
    /// <summary>The decision, and the id of what its stream tells of.</summary>
    public static async Task<(long Id, Decided<TState, TEvent> Decided)> Repeat<TState, TEvent>(
        this StoredStreams streams,
        string clinic,
        Claim.Reached done,
        CancellationToken cancellation
    )
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded
    {
        var id = long.Parse(done.Stream.AsSpan(done.Stream.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
        var events = await streams.Events(new StreamKey(clinic, done.Stream), done.Version, cancellation);
        var recorded = done.IsRecorded ? (TEvent)events[^1] : null;
        var before = events.Take(events.Count - (recorded is null ? 0 : 1)).Aggregate((TState?)null, TState.Evolve);
        var version = recorded is null ? done.Version : done.Version - 1;
        return (id, Decided<TState, TEvent>.Of(id, before, version, recorded ?? Decision<TEvent>.NothingChanges));
    }
}
