using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The first line of a proof pack.</summary>
internal sealed record PackHeader(
    string Clinic,
    long? SessionNoteId,
    string Key,
    string Checkpoint,
    PackedEvent? Commitment,
    IReadOnlyList<TreeHash>? Map,
    PackSince? Since
);

/// <summary>The proof that a ledger only grew.</summary>
internal sealed record PackSince(string Checkpoint, IReadOnlyList<TreeHash> Hashes);

/// <summary>An event of a proof pack.</summary>
/// <param name="Stored">The event and its entry.</param>
/// <param name="Signature">The PNG file that it names.</param>
/// <param name="Inclusion">The inclusion proof of its entry, where there is one.</param>
internal sealed record PackedEvent(StoredEntry Stored, byte[]? Signature, IReadOnlyList<TreeHash>? Inclusion);
