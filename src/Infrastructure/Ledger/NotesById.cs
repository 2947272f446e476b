using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>What a ledger has of session notes, by their ids.</summary>
internal static class NotesById
{
    /// <summary>Adds later events of a note.</summary>
    public static void Add(this Dictionary<long, NoteInMap> notes, NoteInMap later) =>
        notes[later.SessionNoteId] = notes.TryGetValue(later.SessionNoteId, out var before) ? before.With(later) : later;
}
