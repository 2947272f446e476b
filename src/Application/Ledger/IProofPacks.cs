namespace ClinicNotes.Application.Ledger;

/// <summary>Makes proof packs (docs/audit.md): files from which anybody can prove, offline, that a record is whole.</summary>
public interface IProofPacks
{
    /// <summary>The pack of all events of a session note up to the newest checkpoint; <c>null</c> when that has none, or there is none.</summary>
    /// <param name="clinicId">Whose ledger.</param>
    /// <param name="sessionNoteId">The note.</param>
    /// <param name="older">A checkpoint since which the ledger is to be shown to have only grown, if any.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    Task<Streamed?> OfNote(long clinicId, long sessionNoteId, OlderCheckpoint? older, CancellationToken cancellation);

    /// <summary>The pack of the whole ledger up to the newest checkpoint; <c>null</c> when there is none.</summary>
    Task<Streamed?> OfLedger(long clinicId, OlderCheckpoint? older, CancellationToken cancellation);

    /// <summary>The checkpoint of the clinic's ledger that a text is; <c>null</c> when it is none. Its signature is not looked at.</summary>
    OlderCheckpoint? Parse(long clinicId, string text);
}

/// <summary>A checkpoint that somebody kept.</summary>
/// <param name="Text">The signed note.</param>
/// <param name="Size">How many entries it is of.</param>
public sealed record OlderCheckpoint(string Text, long Size);
