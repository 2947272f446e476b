using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Reads;

namespace ClinicNotes.Application;

/// <summary>What a command came to. A refusal is a value, never an exception.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>Something new exists.</summary>
    /// <param name="Id">Its public id.</param>
    /// <param name="Response">What it looks like now.</param>
    /// <param name="Tag">That of this state; <c>null</c> for what cannot be read by itself.</param>
    public sealed record Created(long Id, object Response, EntityTag? Tag = null) : Outcome;

    /// <summary>Something that existed is as asked for: changed, or found to be so already.</summary>
    public sealed record Updated(object Response, EntityTag? Tag = null) : Outcome;

    /// <summary>Something that was asked for, as it is.</summary>
    /// <param name="Response">What it looks like.</param>
    /// <param name="Shown">What of session notes it shows; <c>null</c> if nothing.</param>
    /// <param name="Tag">That of this state; <c>null</c> for what has none, such as a list.</param>
    public sealed record Found(object Response, Shown? Shown = null, EntityTag? Tag = null) : Outcome;

    /// <summary>The request is well formed, and the answer is no.</summary>
    public sealed record Refused(Refusal Why) : Outcome;

    /// <summary>The request is not well formed.</summary>
    /// <param name="Faults">Sentences by field, in the order of the documented parameter tables.</param>
    public sealed record Invalid(IDictionary<string, string[]> Faults) : Outcome;

    public static implicit operator Outcome(Refusal why) => new Refused(why);
}
