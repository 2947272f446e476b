namespace ClinicNotes.Application.Ledger;

/// <summary>
/// Makes anew what is derived from the entries of the ledgers, after a repair of these: the hashes above the leaves of the tree, and the map of
/// session notes. It changes no entry and nothing that was signed.
/// </summary>
public interface ILedgerRebuild
{
    /// <summary>Compares each ledger with what its entries come to, and corrects what differs; services may run meanwhile.</summary>
    /// <param name="clinicId">Whose ledger; <c>null</c> for those of all clinics.</param>
    /// <param name="cancellation">When nobody waits for it any longer; what has been corrected stays so.</param>
    IAsyncEnumerable<LedgerRebuildStep> Rebuild(long? clinicId, CancellationToken cancellation);
}

/// <summary>How far a rebuild is.</summary>
/// <param name="Entries">How many entries have been read.</param>
/// <param name="Total">How many there were when it began.</param>
/// <param name="Corrected">How many hashes and blocks of maps were missing or not what they must be, and are now.</param>
/// <param name="Left">What it could not correct, and why, as sentences.</param>
public sealed record LedgerRebuildStep(long Entries, long Total, long Corrected, IReadOnlyList<string> Left);
