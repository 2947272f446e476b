using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Application.SignOffs;

/// <summary>The events of session notes, one of which a reviewer may name.</summary>
public interface ICoveredEvents
{
    /// <param name="clinicId">The clinic of the note.</param>
    /// <param name="sessionNoteId">The note.</param>
    /// <param name="named">What the reviewer names.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <returns>Whether it is an event of the note, stored at this moment.</returns>
    Task<bool> Has(long clinicId, long sessionNoteId, CoveredEvent named, CancellationToken cancellation);
}
