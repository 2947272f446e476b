namespace ClinicNotes.Verifier;

/// <summary>The proof that the ledger has only grown since an older checkpoint.</summary>
internal sealed record Since(Checkpoint Older, List<Hash> Hashes);
