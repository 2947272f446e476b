namespace ClinicNotes.Verifier;

/// <summary>The first line of a pack.</summary>
/// <param name="ClinicId">The clinic.</param>
/// <param name="SessionNoteId">The note of which the pack holds all events, or <c>null</c> for the whole ledger.</param>
/// <param name="Key">The verifier key that the service says it has.</param>
/// <param name="Checkpoint">What the pack is held against.</param>
/// <param name="Commitment">For a note: the event on which the checkpoint ends.</param>
/// <param name="Map">For a note: the proof of its place in the commitment's map.</param>
/// <param name="Since">The proof that the ledger has only grown, if there is one.</param>
internal sealed record PackHeader(
    long ClinicId,
    long? SessionNoteId,
    VerifierKey Key,
    Checkpoint Checkpoint,
    EventLine? Commitment,
    List<Hash>? Map,
    Since? Since
);
