namespace ClinicNotes.Application.SessionNotes;

/// <summary>Which clinic has which session note. An id is registered by one clinic at most, and for ever.</summary>
public interface ISessionNoteRegister
{
    /// <summary>
    /// Whether that clinic has the note. Of a note that it has not, nobody can tell, by the time this takes either, whether another has it.
    /// </summary>
    ValueTask<bool> Has(long clinicId, long sessionNoteId, CancellationToken cancellation);

    /// <summary>The clinic that has the note, or <c>null</c> when none has.</summary>
    ValueTask<long?> ClinicOf(long sessionNoteId, CancellationToken cancellation);

    /// <summary>Whether a message with this id has had the clinic's note registered for that provider, however long ago.</summary>
    Task<bool> HasHeeded(string messageId, long clinicId, long sessionNoteId, long providerId, CancellationToken cancellation);
}
