using ClinicNotes.Domain;
using Marten;
using NodaTime;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Reads what streams fold to now.</summary>
public sealed class StoredStreams(IDocumentStore store, StreamVersions versions, StreamStates states)
{
    /// <summary>
    /// The state of a stream as it is stored at this moment. Where it is remembered, one look at the stream's version shows that it still
    /// holds; else the events are read.
    /// </summary>
    internal async Task<StreamStates.Known> Read<TState>(StreamKey key, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        if (states.Find(key) is { } remembered && await versions.Of(key, cancellation) == remembered.Version)
            return remembered;

        await using var session = store.QuerySession(key.Clinic);
        var events = await session.Events.FetchStreamAsync(key.Stream, token: cancellation);
        if (events.Count == 0)
            return new StreamStates.Known(State: null, Version: 0);

        var state = events.Select(e => e.Data).Aggregate((TState?)null, TState.Evolve)!;
        return states.Keep(key, state, events[^1].Version, state.TextLength);
    }

    /// <summary>The state of a stream as it was at a moment.</summary>
    internal async Task<StreamStates.Known> Read<TState>(StreamKey key, Instant moment, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        await using var session = store.QuerySession(key.Clinic);
        var events = await session.Events.FetchStreamAsync(key.Stream, token: cancellation);
        var then = events.Select(e => (IRecorded)e.Data).TakeWhile(e => e.RecordedAt <= moment).ToList();
        return new StreamStates.Known(then.Aggregate((TState?)null, TState.Evolve), then.Count);
    }

    /// <summary>The events of a stream up to a version.</summary>
    internal async Task<IReadOnlyList<object>> Events(StreamKey key, long version, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(key.Clinic);
        return [.. (await session.Events.FetchStreamAsync(key.Stream, version, token: cancellation)).Select(e => e.Data)];
    }
}
