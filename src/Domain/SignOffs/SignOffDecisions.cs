using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.SignOffs;

/// <summary>Recording a sign-off and revising it.</summary>
public static class SignOffDecisions
{
    /// <summary>
    /// Signs off on a note that the clinic has registered, as it was after the event that the sign-off covers, or else as it is when the
    /// sign-off is recorded.
    /// </summary>
    public static Decision<SignOffRecorded> Record(
        long signOffId,
        long sessionNoteId,
        string? instructions,
        Instant reviewDate,
        Signature signature,
        CoveredEvent? covers,
        Actor actor,
        Instant now
    ) =>
        actor.ActingAs(WhoMay.RecordSignOff) is { } role && actor.UserId is { } user
            ? new SignOffRecorded(
                signOffId,
                sessionNoteId,
                instructions,
                Moment.Of(reviewDate),
                signature,
                user,
                role,
                Moment.Of(now),
                covers
            )
            : Refusal.NotPermitted;

    /// <summary>Changes a sign-off; what is <c>null</c> stays as it is, and what is the same as before changes nothing.</summary>
    public static Decision<SignOffRevised> Revise(
        SignOff? signOff,
        long sessionNoteId,
        string? instructions,
        Instant? reviewDate,
        Signature? signature,
        Actor actor,
        Instant now
    )
    {
        if (signOff is null || signOff.SessionNoteId != sessionNoteId)
            return Refusal.SignOffNotFound;

        var permitted = signOff.ReviewerId == actor.UserId ? WhoMay.ReviseSignOff : WhoMay.ReviseSignOffOfAnother;
        if (actor.ActingAs(permitted) is not { } role || actor.UserId is not { } user)
            return Refusal.NotPermitted;

        var newInstructions = instructions == signOff.Instructions ? null : instructions;
        var newReviewDate = reviewDate is { } date && Moment.Of(date) != signOff.ReviewDate ? Moment.Of(date) : (Instant?)null;
        var newSignature = signature == signOff.Signature ? null : signature;
        if (newInstructions is null && newReviewDate is null && newSignature is null)
            return Decision<SignOffRevised>.NothingChanges;

        var at = Moment.NoEarlierThan(signOff.UpdatedAt, now);
        return new SignOffRevised(signOff.SignOffId, sessionNoteId, newInstructions, newReviewDate, newSignature, user, role, at);
    }
}
