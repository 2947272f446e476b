using ClinicNotes.Domain;
using NodaTime;

namespace ClinicNotes.Application.History;

/// <summary>What many streams fold to.</summary>
public static class PastStates
{
    /// <summary>What streams fold to, in the order of the ids; a stream without an event then is left out.</summary>
    /// <param name="history">Where the events are.</param>
    /// <param name="clinicId">The clinic of the streams.</param>
    /// <param name="ids">The ids of what the streams tell of.</param>
    /// <param name="asOf">At which moment, events of that very moment included; <c>null</c> for now.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public static async Task<IReadOnlyList<TState>> States<TState>(
        this INoteHistory history,
        long clinicId,
        IReadOnlyList<long> ids,
        Instant? asOf,
        CancellationToken cancellation
    )
        where TState : class, IStreamState<TState>
    {
        if (ids.Count == 0)
            return [];

        var streams = await history.Streams(clinicId, [.. ids.Select(TState.StreamKey)], cancellation);
        return [.. ids.Select(id => Fold(streams[TState.StreamKey(id)])).OfType<TState>()];

        TState? Fold(IEnumerable<StoredEvent> events) =>
            events
                .Select(e => e.Event)
                .Where(e => asOf is not { } moment || e.RecordedAt <= moment)
                .Aggregate((TState?)null, TState.Evolve);
    }

    /// <summary>A moment that is past; <c>null</c> for now and what is to come.</summary>
    public static Instant? Unless(this Instant? moment, Instant now) => moment < now ? moment : null;
}
