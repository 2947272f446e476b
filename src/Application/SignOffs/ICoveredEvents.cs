using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Finds the event of a session note that a sign-off covers, among those stored at this moment.</summary>
public interface ICoveredEvents
{
    /// <param name="clinicId">The clinic of the note.</param>
    /// <param name="sessionNoteId">The note.</param>
    /// <param name="named">The event that the reviewer names; <c>null</c> for the one recorded last.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <returns><c>null</c> when the event named is none of the note's.</returns>
    Task<CoveredEvent?> Find(long clinicId, long sessionNoteId, CoveredEvent? named, CancellationToken cancellation);
}
