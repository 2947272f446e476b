namespace ClinicNotes.Domain.Ledger;

/// <summary>What the map tells of a session note.</summary>
/// <param name="SessionNoteId">The session note.</param>
/// <param name="Events">How many events of the note the ledger has before the commitment, from 1.</param>
/// <param name="Last">The leaf of the newest of them.</param>
public sealed record NoteInMap(long SessionNoteId, long Events, TreeHash Last)
{
    /// <summary>The note's place in the map.</summary>
    public MapKey Key => MapKey.Of(SessionNoteId);

    /// <summary>The note with later events of its own, too: so many more, and the newest of them.</summary>
    public NoteInMap With(NoteInMap later) => later with { Events = Events + later.Events };

    /// <summary>The note's hash in the map: SHA-256(0x00 ‖ its three members as canonical JSON).</summary>
    public TreeHash MapLeaf()
    {
        using var writer = new CanonicalWriter();
        return TreeHash.OfLeaf(
            writer
                .Raw("{\"events\":"u8)
                .Number(Events)
                .Raw(",\"last\":"u8)
                .Hex(Last)
                .Raw(",\"session_note_id\":"u8)
                .Number(SessionNoteId)
                .Raw("}"u8)
                .Written
        );
    }
}
