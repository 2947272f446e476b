using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Application.Ledger;

/// <summary>The ledger of a clinic as it is served: a C2SP tlog-tiles log.</summary>
public interface ILedgerLog
{
    /// <summary>How many entries it has.</summary>
    Task<long> Size(long clinicId, CancellationToken cancellation);

    /// <summary>The newest checkpoint, a signed note; <c>null</c> when none has been signed.</summary>
    Task<string?> Checkpoint(long clinicId, CancellationToken cancellation);

    /// <summary>The verifier keys, in signed-note form, the one in use first.</summary>
    IReadOnlyList<string> VerifierKeys(long clinicId);

    /// <summary>Hashes of a tile, 32 bytes each; <c>null</c> when there are not that many.</summary>
    /// <param name="clinicId">Whose ledger.</param>
    /// <param name="level">The tile's level, from 0.</param>
    /// <param name="index">The tile's index in its level, from 0.</param>
    /// <param name="width">How many hashes from its first, 1 to 256.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    Task<byte[]?> Tile(long clinicId, int level, long index, int width, CancellationToken cancellation);

    /// <summary>Entries, each after its length in two bytes, most significant first; <c>null</c> when there are not that many.</summary>
    Task<byte[]?> Entries(long clinicId, long index, int width, CancellationToken cancellation);

    /// <summary>The proof that an entry is in the tree of a size (RFC 6962, section 2.1.1), base64; <c>null</c> out of range.</summary>
    Task<IReadOnlyList<string>?> InclusionProof(long clinicId, long position, long size, CancellationToken cancellation);

    /// <summary>The proof that a tree grew into another (RFC 6962, section 2.1.2), base64; <c>null</c> out of range.</summary>
    Task<IReadOnlyList<string>?> ConsistencyProof(long clinicId, long from, long size, CancellationToken cancellation);

    /// <summary>The checkpoint that a note says, when a key of the service has signed it for that clinic; else <c>null</c>.</summary>
    Checkpoint? Verified(long clinicId, string note);

    /// <summary>The event at a position; <c>null</c> when there is none.</summary>
    Task<PlacedEvent?> Placed(long clinicId, long position, CancellationToken cancellation);
}

/// <summary>An event at its place in the ledger.</summary>
/// <param name="Entry">Its entry, made anew of the event as it is stored now.</param>
/// <param name="Leaf">The leaf hash that it got with its position.</param>
/// <param name="SignatureSha256">The SHA-256 of the picture that it names, in lower-case hexadecimal digits; <c>null</c> when it names none.</param>
public sealed record PlacedEvent(LedgerEntry Entry, TreeHash Leaf, string? SignatureSha256);
