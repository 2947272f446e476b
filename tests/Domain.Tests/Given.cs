namespace ClinicNotes.Domain.Tests;

/// <summary>Given events, when something is decided, then an event, nothing, or a refusal.</summary>
/// <param name="State">What the events fold to; <c>null</c> when nothing has happened.</param>
internal sealed record Given<TState>(TState? State)
    where TState : class
{
    public When<TEvent> When<TEvent>(Func<TState?, Decision<TEvent>> decide)
        where TEvent : class, IRecorded => new(decide(State));
}

internal static class Given
{
    public static Given<TState> Events<TState>(Func<TState?, object, TState?> evolve, params IEnumerable<object> events)
        where TState : class => new(events.Aggregate((TState?)null, evolve));
}

/// <summary>What a decision came to.</summary>
internal sealed record When<TEvent>(Decision<TEvent> Decision)
    where TEvent : class, IRecorded
{
    public void Then(TEvent expected)
    {
        Decision.Refusal.ShouldBeNull();
        Decision.Event.ShouldBeEquivalentTo(expected);
    }

    public void Then(Refusal expected)
    {
        Decision.Event.ShouldBeNull();
        Decision.Refusal.ShouldBe(expected);
    }

    public void ThenNothing()
    {
        Decision.Event.ShouldBeNull();
        Decision.Refusal.ShouldBeNull();
    }
}
