namespace ClinicNotes.Domain.Ledger;

/// <summary>A note and its key, which is computed once.</summary>
internal readonly record struct PlacedNote(NoteInMap Note, MapKey Key)
{
    public static PlacedNote Of(NoteInMap note) => new(note, note.Key);
}
