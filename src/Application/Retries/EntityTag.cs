using ClinicNotes.Domain;

namespace ClinicNotes.Application.Retries;

/// <summary>Names one state of a resource (RFC 9110 section 8.8.3): answers with the same tag are the same to the byte.</summary>
/// <param name="Value">The tag without its quotes, such as <c>addendum-39.2</c>: what it is a state of, and which one.</param>
/// <param name="IsWeak">Whether it is only said to mean the same; no tag of this service is.</param>
public sealed record EntityTag(string Value, bool IsWeak = false)
{
    /// <summary>The tag of what a stream tells of, once the stream is at a version.</summary>
    public static EntityTag Of<TState>(long id, long version)
        where TState : class, IStreamState<TState> => new($"{TState.StreamKey(id)}.{version}");
}
