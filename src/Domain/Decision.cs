namespace ClinicNotes.Domain;

/// <summary>
/// What a decision comes to: one event to record, nothing to record because nothing would change, or a refusal.
/// </summary>
/// <typeparam name="TEvent">The event that the decision may record.</typeparam>
public sealed record Decision<TEvent>
    where TEvent : class, IRecorded
{
    /// <summary>The event to record; <c>null</c> when nothing changes or the decision is a refusal.</summary>
    public TEvent? Event { get; private init; }

    /// <summary>Why nothing may be recorded; <c>null</c> unless refused.</summary>
    public Refusal? Refusal { get; private init; }

    public static Decision<TEvent> NothingChanges { get; } = new();

    public static implicit operator Decision<TEvent>(TEvent @event) => new() { Event = @event };

    public static implicit operator Decision<TEvent>(Refusal refusal) => new() { Refusal = refusal };
}
