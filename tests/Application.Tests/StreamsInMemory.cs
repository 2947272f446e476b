using ClinicNotes.Application.Retries;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application.Tests;

/// <summary>The streams of one clinic, and the images that their events name.</summary>
internal sealed class StreamsInMemory : IEventStreams
{
    public Dictionary<string, List<object>> Streams { get; init; } = [];

    /// <summary>The images kept, by digest.</summary>
    public Dictionary<string, string> Images { get; init; } = [];

    private Precondition? Precondition { get; init; }

    public IEventStreams Provided(Precondition? precondition) =>
        new StreamsInMemory
        {
            Streams = Streams,
            Images = Images,
            Precondition = precondition,
        };

    public Task<(TState? State, EntityTag Tag)> Read<TState>(Actor by, long id, Instant? asOf, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        var events = EventsOf<TState>(id).TakeWhile(e => asOf is null || ((IRecorded)e).RecordedAt <= asOf).ToList();
        return Task.FromResult((events.Aggregate((TState?)null, TState.Evolve), EntityTag.Of<TState>(id, events.Count)));
    }

    public async Task<Decided<TState, TEvent>> Decide<TState, TEvent>(
        Actor by,
        long id,
        Func<TState?, ValueTask<Decision<TEvent>>> decide,
        SignatureImage? image,
        CancellationToken cancellation
    )
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded
    {
        var before = EventsOf<TState>(id).Aggregate((TState?)null, TState.Evolve);
        var decision = await decide(before);
        return Record(
            TState.StreamKey(id),
            Decided<TState, TEvent>.Of(id, before, EventsOf<TState>(id).Count, decision, Precondition),
            image
        );
    }

    public async Task<(long Id, Decided<TState, TEvent> Decided)> Start<TState, TEvent>(
        Actor by,
        Func<CancellationToken, ValueTask<long>> newId,
        Func<long, Decision<TEvent>> decide,
        SignatureImage? image,
        CancellationToken cancellation
    )
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded
    {
        var id = await newId(cancellation);
        return (id, Record(TState.StreamKey(id), Decided<TState, TEvent>.Of(id, before: null, version: 0, decide(id)), image));
    }

    private List<object> EventsOf<TState>(long id)
        where TState : class, IStreamState<TState> => Streams.GetValueOrDefault(TState.StreamKey(id), []);

    private Decided<TState, TEvent> Record<TState, TEvent>(string key, Decided<TState, TEvent> decided, SignatureImage? image)
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded
    {
        if (decided.Event is not { } recorded)
            return decided;

        Streams[key] = [.. Streams.GetValueOrDefault(key, []), recorded];
        if (image is not null)
            Images[image.Reference.Sha256] = image.DataUrl;

        return decided;
    }
}
