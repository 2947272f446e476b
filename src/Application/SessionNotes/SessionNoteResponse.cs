namespace ClinicNotes.Application.SessionNotes;

/// <summary>A registered session note as a client sees it.</summary>
/// <param name="SessionNote">The note.</param>
public sealed record SessionNoteResponse(SessionNoteResponse.Fields SessionNote)
{
    /// <summary>What is registered of a session note.</summary>
    /// <param name="Id">The note.</param>
    /// <param name="ProviderId">The user who wrote it.</param>
    public sealed record Fields(long Id, long ProviderId);

    public static SessionNoteResponse Of(long id, long providerId) => new(new Fields(id, providerId));
}
