namespace ClinicNotes.Domain;

/// <summary>What the events of one stream come to: an immutable record.</summary>
/// <typeparam name="TState">The record itself.</typeparam>
public interface IStreamState<TState>
    where TState : class, IStreamState<TState>
{
    /// <summary>The key of the stream that tells of the thing with this id.</summary>
    static abstract string StreamKey(long id);

    /// <summary>How many characters of text it holds, which is nearly all that it takes in memory.</summary>
    int TextLength { get; }

    /// <summary>The state after one more event; an event that the state knows nothing of changes nothing.</summary>
    static abstract TState? Evolve(TState? state, object @event);
}
