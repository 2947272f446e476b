using NodaTime;

namespace ClinicNotes.Domain.SessionNotes;

/// <summary>A session note as far as it is known here: whose it is and when it was registered.</summary>
public sealed record SessionNote(long SessionNoteId, long ProviderId, Instant CreatedAt, Instant UpdatedAt) : IStreamState<SessionNote>
{
    public int TextLength => 0;

    public static string StreamKey(long id) => $"session-note-{id}";

    public static SessionNote? Evolve(SessionNote? note, object @event) =>
        (note, @event) switch
        {
            (null, SessionNoteRegistered e) => new SessionNote(e.SessionNoteId, e.ProviderId, e.RegisteredAt, e.RegisteredAt),
            ({ } n, SessionNoteRegistered e) => n with { ProviderId = e.ProviderId, UpdatedAt = e.RegisteredAt },
            _ => note,
        };
}
