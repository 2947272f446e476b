using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Application.Ledger;

/// <summary>What verifying an event came to.</summary>
/// <param name="Position">The event's position.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Leaf">The leaf hash of the entry made anew of what is stored; <c>null</c> when there is no such event.</param>
/// <param name="Checkpoint">The newest checkpoint, if there is one that a key of the service has signed.</param>
/// <param name="Hashes">How many hashes lead from the leaf to the root; 0 when it did not come to that.</param>
/// <param name="HasPicture">Whether the event names a signature, whose picture was held against it too.</param>
/// <param name="Damage">What cannot be read any more, and where; <c>null</c> when all could be read.</param>
public sealed record VerifiedEvent(
    long Position,
    ProofFinding Finding,
    TreeHash? Leaf = null,
    Checkpoint? Checkpoint = null,
    int Hashes = 0,
    bool HasPicture = false,
    string? Damage = null
);

/// <summary>What verifying an event can find.</summary>
public enum ProofFinding
{
    /// <summary>The event is what the signed ledger says, and its picture too.</summary>
    Holds,

    /// <summary>The newest checkpoint is older than the event.</summary>
    NotSignedYet,

    /// <summary>No checkpoint was ever signed.</summary>
    NothingSigned,

    /// <summary>The newest checkpoint is not signed by a key of this service.</summary>
    SignedByAnother,

    /// <summary>The ledger has no such position, or its event is gone.</summary>
    Gone,

    /// <summary>The event is not the one that got this position.</summary>
    Changed,

    /// <summary>The picture of the signature is missing, or another.</summary>
    OtherPicture,

    /// <summary>The entry is not in the tree that was signed.</summary>
    NotInTree,

    /// <summary>The event, or what the ledger has of it, cannot be read any more.</summary>
    Damaged,
}
