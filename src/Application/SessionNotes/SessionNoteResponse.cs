namespace ClinicNotes.Application.SessionNotes;

/// <summary>A registered session note as a client sees it.</summary>
public sealed record SessionNoteResponse(SessionNoteResponse.Fields SessionNote)
{
    public sealed record Fields(long Id, long ProviderId);

    public static SessionNoteResponse Of(long id, long providerId) => new(new Fields(id, providerId));
}
