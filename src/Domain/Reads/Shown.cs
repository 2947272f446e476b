namespace ClinicNotes.Domain.Reads;

/// <summary>What a reader was shown.</summary>
/// <param name="What">Which kind of thing.</param>
/// <param name="Id">Which one; <c>null</c> for a list and an export.</param>
/// <param name="SessionNoteIds">The session notes that were seen by it, each once; none for an export, which shows all.</param>
public sealed record Shown(ReadKind What, long? Id, IReadOnlyList<long> SessionNoteIds)
{
    public static Shown Export { get; } = new(ReadKind.Export, Id: null, []);

    /// <summary>The session note itself, its history or its proof.</summary>
    public static Shown OfNote(ReadKind what, long sessionNoteId) => new(what, sessionNoteId, [sessionNoteId]);

    /// <summary>A part of a list.</summary>
    /// <param name="what">Of which list.</param>
    /// <param name="sessionNoteIds">The note of each item.</param>
    public static Shown OfList(ReadKind what, IEnumerable<long> sessionNoteIds) => new(what, Id: null, [.. sessionNoteIds.Distinct()]);
}
