namespace ClinicNotes.Application.SessionNotes;

/// <summary>Which clinic has which session note. An id is registered by one clinic at most, and for ever.</summary>
public interface ISessionNoteRegister
{
    /// <summary>The clinic that has the note, or <c>null</c> when none has.</summary>
    ValueTask<long?> ClinicOf(long sessionNoteId, CancellationToken cancellation);
}
