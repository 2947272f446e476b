using ClinicNotes.Application;
using ClinicNotes.Application.Retries;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Infrastructure.Retries;
using ClinicNotes.Infrastructure.Storage;
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

    private Precondition? _precondition;

    public IEventStreams Provided(Precondition? precondition) =>
        new EventStreams(command, streams, states, format, commit) { _precondition = precondition };

    public async Task<(TState? State, EntityTag Tag)> Read<TState>(Actor by, long id, Instant? asOf, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        var key = new StreamKey(Tenant.Of(by.ClinicId), TState.StreamKey(id));
        var known = asOf is { } moment
            ? await streams.Read<TState>(key, moment, cancellation)
            : await streams.Read<TState>(key, cancellation);
        return ((TState?)known.State, EntityTag.Of<TState>(id, known.Version));
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
        if (command.Claim()?.Done is { } done)
            return (await streams.Repeat<TState, TEvent>(Tenant.Of(by.ClinicId), done, cancellation)).Decided;

        var key = new StreamKey(Tenant.Of(by.ClinicId), TState.StreamKey(id));
        var remembered = states.Find(key);
        for (var round = 1; round <= Rounds; round++)
        {
            var known = remembered ?? await streams.Read<TState>(key, cancellation);
            var before = (TState?)known.State;
            var decided = Decided<TState, TEvent>.Of(id, before, known.Version, await decide(before), _precondition);
            if (decided.Event is not null)
            {
                var outcome = await commit.Append(format.Append(command, by, key, known.Version, decided, image), cancellation);
                if (outcome != AppendOutcome.Outrun)
                    return decided.Unless(outcome == AppendOutcome.Fenced);

                remembered = states.Find(key);
                if (remembered is null)
                    await LetOthersGoFirst(round, cancellation);
            }
            else if (remembered is null)
            {
                var claim = decided.Refusal is null ? command.Claim() : null;
                return decided.Unless(claim is not null && !await commit.Unchanged(claim, key, known.Version));
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
        if (command.Claim()?.Done is { } done)
            return await streams.Repeat<TState, TEvent>(Tenant.Of(by.ClinicId), done, cancellation);

        while (true)
        {
            var id = await newId(cancellation);
            var key = new StreamKey(Tenant.Of(by.ClinicId), TState.StreamKey(id));
            var decided = Decided<TState, TEvent>.Of(id, before: null, version: 0, decide(id));
            if (decided.Event is null)
                return (id, decided);

            var outcome = await commit.Append(format.Append(command, by, key, version: 0, decided, image), cancellation);
            if (outcome != AppendOutcome.Outrun)
                return (id, decided.Unless(outcome == AppendOutcome.Fenced));
        }
    }

    // Racers in other services that all came back at once would all but one lose again.
    private static Task LetOthersGoFirst(int round, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(Math.Min(4 * round, 64))), cancellation);
}
