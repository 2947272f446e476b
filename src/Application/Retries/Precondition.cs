using ClinicNotes.Domain;

namespace ClinicNotes.Application.Retries;

/// <summary>What a resource must be like for a request to be carried out (RFC 9110 section 13.1).</summary>
/// <param name="IfMatch">It must have one of these tags; <c>null</c> when that is not asked for.</param>
/// <param name="IfNoneMatch">It must have none of these; <c>null</c> likewise.</param>
public sealed record Precondition(Precondition.Tags? IfMatch, Precondition.Tags? IfNoneMatch)
{
    /// <summary>The decision, or a refusal where it was taken on another state than the caller will have it taken on.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="exists">Whether there was anything.</param>
    /// <param name="tag">What it was decided on.</param>
    public Decision<TEvent> Judge<TEvent>(Decision<TEvent> decision, bool exists, EntityTag tag)
        where TEvent : class, IRecorded =>
        decision.Refusal is null && (Lacks(exists, tag) || Has(exists, tag)) ? Refusal.PreconditionFailed : decision;

    /// <summary>Whether <see cref="IfMatch" /> asks for what the resource is not.</summary>
    public bool Lacks(bool exists, EntityTag? tag) =>
        IfMatch is { } wanted && !(exists && (wanted.Any || wanted.Listed.Any(one => !one.IsWeak && one == tag)));

    /// <summary>Whether the resource is what <see cref="IfNoneMatch" /> will not have.</summary>
    public bool Has(bool exists, EntityTag? tag) =>
        IfNoneMatch is { } unwanted && exists && (unwanted.Any || unwanted.Listed.Any(one => one.Value == tag?.Value));

    /// <summary>The tags of a header.</summary>
    /// <param name="Any">Whether it is <c>*</c>: whatever there is.</param>
    /// <param name="Listed">Otherwise the tags that it lists.</param>
    public sealed record Tags(bool Any, IReadOnlyList<EntityTag> Listed);
}
