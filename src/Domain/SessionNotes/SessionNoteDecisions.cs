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

    /// <summary>Registers a note among many: nobody means to hand one that is registered to another provider.</summary>
    /// <param name="note">The note, in the clinic that has it.</param>
    /// <param name="clinicId">That clinic; <c>null</c> when none has it.</param>
    /// <param name="sessionNoteId">The note's id.</param>
    /// <param name="providerId">The user who wrote it.</param>
    /// <param name="actor">Who registers it, in the clinic that is to have it.</param>
    /// <param name="now">The time.</param>
    public static Decision<SessionNoteRegistered> Import(
        SessionNote? note,
        long? clinicId,
        long sessionNoteId,
        long providerId,
        Actor actor,
        Instant now
    )
    {
        if (clinicId is { } clinic && clinic != actor.ClinicId)
            return Refusal.SessionNoteOfAnotherClinic;
        if (note is not null && note.ProviderId != providerId)
            return Refusal.SessionNoteOfAnotherProvider;

        return Register(note, sessionNoteId, providerId, actor, now);
    }
}
