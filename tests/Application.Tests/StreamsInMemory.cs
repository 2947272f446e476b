using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application.Tests;

/// <summary>The streams of one clinic, and the images that their events name.</summary>
internal sealed class StreamsInMemory : IEventStreams
{
    public Dictionary<string, List<object>> Streams { get; } = [];

    /// <summary>The images kept, by digest.</summary>
    public Dictionary<string, string> Images { get; } = [];

    public Task<TState?> Read<TState>(Actor by, long id, Instant? asOf, CancellationToken cancellation)
        where TState : class, IStreamState<TState> =>
        Task.FromResult(
            Streams
                .GetValueOrDefault(TState.StreamKey(id), [])
                .TakeWhile(e => asOf is null || ((IRecorded)e).RecordedAt <= asOf)
                .Aggregate((TState?)null, TState.Evolve)
        );

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
        var before = StateOf<TState>(id);
        return Record(TState.StreamKey(id), Decided<TState, TEvent>.Of(before, await decide(before)), image);
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
        return (id, Record(TState.StreamKey(id), Decided<TState, TEvent>.Of(null, decide(id)), image));
    }

    private TState? StateOf<TState>(long id)
        where TState : class, IStreamState<TState> =>
        Streams.GetValueOrDefault(TState.StreamKey(id), []).Aggregate((TState?)null, TState.Evolve);

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
