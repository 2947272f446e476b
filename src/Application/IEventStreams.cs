using ClinicNotes.Application.Retries;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application;

/// <summary>
/// The event streams of each clinic. What is decided here is recorded before the answer comes: its event, and the image that the event
/// names, or neither.
/// </summary>
public interface IEventStreams
{
    /// <summary>The same streams, on which only those decisions stand that are taken on what the precondition asks for.</summary>
    IEventStreams Provided(Precondition? precondition);

    /// <summary>What a stream folds to, and the tag of that; <c>null</c> when it has no event.</summary>
    /// <param name="by">Who asks, in the clinic whose stream it is.</param>
    /// <param name="id">The id of what the stream tells of.</param>
    /// <param name="asOf">At which moment, events of that very moment included; <c>null</c> for now.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    Task<(TState? State, EntityTag Tag)> Read<TState>(Actor by, long id, Instant? asOf, CancellationToken cancellation)
        where TState : class, IStreamState<TState>;

    /// <summary>
    /// Decides on a stream as it is at this moment, and records the event, if any. Whoever loses a race for the stream decides again on its
    /// new state.
    /// </summary>
    /// <param name="by">Who asks, in the clinic whose stream it is.</param>
    /// <param name="id">The id of what the stream tells of.</param>
    /// <param name="decide">
    /// The decision, given the state, which is <c>null</c> before the first event. It may be asked more than once, so it reads the clock
    /// each time.
    /// </param>
    /// <param name="image">The image that the event names, if it names one.</param>
    /// <param name="cancellation">Until the event is being recorded; from then on it is recorded all the same.</param>
    Task<Decided<TState, TEvent>> Decide<TState, TEvent>(
        Actor by,
        long id,
        Func<TState?, ValueTask<Decision<TEvent>>> decide,
        SignatureImage? image,
        CancellationToken cancellation
    )
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded;

    /// <summary>Records the first event of a new stream; an id that turns out to be taken is passed over.</summary>
    /// <param name="by">Who asks, in the clinic whose stream it is.</param>
    /// <param name="newId">Gives an id not given before.</param>
    /// <param name="decide">The decision, given the id. It may be asked more than once.</param>
    /// <param name="image">The image that the event names, if it names one.</param>
    /// <param name="cancellation">Until the event is being recorded; from then on it is recorded all the same.</param>
    Task<(long Id, Decided<TState, TEvent> Decided)> Start<TState, TEvent>(
        Actor by,
        Func<CancellationToken, ValueTask<long>> newId,
        Func<long, Decision<TEvent>> decide,
        SignatureImage? image,
        CancellationToken cancellation
    )
        where TState : class, IStreamState<TState>
        where TEvent : class, IRecorded;
}

/// <summary>What came of deciding on a stream.</summary>
/// <param name="Before">The state decided on; <c>null</c> when the stream had no event.</param>
/// <param name="State">The state after the decision: the same object as before when nothing was recorded.</param>
/// <param name="Event">What was recorded, if anything.</param>
/// <param name="Refusal">Why nothing may be recorded; <c>null</c> unless refused.</param>
/// <param name="Tag">That of the state after the decision.</param>
public sealed record Decided<TState, TEvent>(TState? Before, TState? State, TEvent? Event, Refusal? Refusal, EntityTag Tag)
    where TState : class, IStreamState<TState>
    where TEvent : class, IRecorded
{
    /// <summary>The same, unless another attempt at the request has taken its claim over: then nothing was recorded.</summary>
    public Decided<TState, TEvent> Unless(bool isTakenOver) =>
        isTakenOver ? new(Before, Before, Event: null, Domain.Refusal.RequestInFlight, Tag) : this;

    /// <summary>What a decision comes to once it is recorded.</summary>
    /// <param name="id">The id of what the stream tells of.</param>
    /// <param name="before">The state that it was taken on.</param>
    /// <param name="version">The version of the stream in that state; 0 when it has no event.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="precondition">What the state must be like for the decision to stand.</param>
    public static Decided<TState, TEvent> Of(
        long id,
        TState? before,
        long version,
        Decision<TEvent> decision,
        Precondition? precondition = null
    )
    {
        var tag = EntityTag.Of<TState>(id, version);
        var judged = precondition is null ? decision : precondition.Judge(decision, before is not null, tag);
        return judged.Event is { } e
            ? new(before, TState.Evolve(before, e), e, Refusal: null, EntityTag.Of<TState>(id, version + 1))
            : new(before, before, Event: null, judged.Refusal, tag);
    }
}
