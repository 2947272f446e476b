using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Domain.SessionNotes;

/// <summary>Registering a session note.</summary>
public static class SessionNoteDecisions
{
    /// <summary>Registers a note, or hands it to another provider; the same provider again changes nothing.</summary>
    public static Decision<SessionNoteRegistered> Register(SessionNote? note, long sessionNoteId, long providerId, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (note?.ProviderId == providerId)
            return Decision<SessionNoteRegistered>.NothingChanges;

        var at = note is null ? Moment.Of(now) : Moment.NoEarlierThan(note.UpdatedAt, now);
        return new SessionNoteRegistered(sessionNoteId, providerId, actor.UserId, role, at);
    }
}
