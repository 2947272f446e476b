namespace ClinicNotes.Application.Ledger;

/// <summary>Makes the lists of addendums and sign-offs anew from the events, while services read and write them.</summary>
public interface IListRebuild
{
    /// <summary>
    /// Reads every event that lists tell of, and corrects whatever in them is not what the events say. A reader finds each row as it was or
    /// as it must be, never missing in between.
    /// </summary>
    /// <param name="clinicId">Whose lists; <c>null</c> for those of all clinics.</param>
    /// <param name="cancellation">When nobody waits for it any longer; what has been corrected stays so.</param>
    IAsyncEnumerable<RebuildStep> Rebuild(long? clinicId, CancellationToken cancellation);
}

/// <summary>How far a rebuild is.</summary>
/// <param name="Events">How many events have been read.</param>
/// <param name="Total">How many there were when it began.</param>
/// <param name="Corrected">How many rows and counts have been corrected.</param>
public sealed record RebuildStep(long Events, long Total, long Corrected);
