using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Infrastructure.Storage;
using JasperFx.Events;
using NodaTime;
using Wolverine;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Decides on streams of the store, in the name of the command that Wolverine is handling.</summary>
public sealed class EventStreams(
    IMessageContext command,
    StoredStreams streams,
    StreamStates states,
    EventFormat format,
    GroupCommit commit
) : IEventStreams
{
    /// <summary>How often a command that lost a race is decided again, before its caller is told to try later.</summary>
    private const int Rounds = 1_000;

    public async Task<TState?> Read<TState>(Actor by, long id, Instant? asOf, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        var key = new StreamKey(Tenant.Of(by.ClinicId), TState.StreamKey(id));
        return asOf is { } moment
            ? await streams.Read<TState>(key, moment, cancellation)
            : (TState?)(await streams.Read<TState>(key, cancellation)).State;
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
        var key = new StreamKey(Tenant.Of(by.ClinicId), TState.StreamKey(id));
        var remembered = states.Find(key);
        for (var round = 1; round <= Rounds; round++)
        {
            var known = remembered ?? await streams.Read<TState>(key, cancellation);
            var before = (TState?)known.State;
            var decided = Decided<TState, TEvent>.Of(before, await decide(before));
            if (decided.Event is { } e)
            {
                if (await commit.Append(Appended(by, key, known.Version, e, decided.State!, image), cancellation))
                    return decided;

                remembered = states.Find(key);
                if (remembered is null)
                    await LetOthersGoFirst(round, cancellation);
            }
            else if (remembered is null)
            {
                return decided;
            }
            else
            {
                // No event has shown that what is remembered is what is stored.
                remembered = null;
            }
        }

        throw new TimeoutException($"Lost {Rounds} races for {key.Stream}.");
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
        while (true)
        {
            var id = await newId(cancellation);
            var key = new StreamKey(Tenant.Of(by.ClinicId), TState.StreamKey(id));
            var decided = Decided<TState, TEvent>.Of(null, decide(id));
            if (decided.Event is not { } e || await commit.Append(Appended(by, key, 0, e, decided.State!, image), cancellation))
                return (id, decided);
        }
    }

    private Append Appended<TState, TEvent>(Actor by, StreamKey key, long version, TEvent e, TState state, SignatureImage? image)
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded
    {
        var named = format.Named(
            new Event<TEvent>(e)
            {
                CorrelationId = command.CorrelationId,
                CausationId = command.Envelope?.Id.ToString(),
                UserName = by.UserId?.ToString(CultureInfo.InvariantCulture),
            }
        );
        return new Append(key, format.StreamType<TState>(), version, named, format.Body(named), state, state.TextLength, image);
    }

    // Racers in other services that all came back at once would all but one lose again.
    private static Task LetOthersGoFirst(int round, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(Math.Min(4 * round, 64))), cancellation);
}
