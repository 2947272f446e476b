using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Addendums;

/// <summary>Requesting an addendum and responding to it.</summary>
public static class AddendumDecisions
{
    /// <summary>Asks for a correction of a note that the clinic has registered.</summary>
    public static Decision<AddendumRequested> Request(
        long addendumId,
        long sessionNoteId,
        string instructions,
        Signature? signature,
        Actor actor,
        Instant now
    ) =>
        actor.ActingAs(WhoMay.RequestAddendum) is { } role && actor.UserId is { } user
            ? new AddendumRequested(addendumId, sessionNoteId, instructions, signature, user, role, Moment.Of(now))
            : Refusal.NotPermitted;

    /// <summary>Answers; what is <c>null</c> stays as it is, and what is the same as before changes nothing.</summary>
    public static Decision<AddendumResponded> Respond(
        Addendum? addendum,
        long sessionNoteId,
        string? response,
        Signature? signature,
        Actor actor,
        Instant now
    )
    {
        if (addendum is null || addendum.SessionNoteId != sessionNoteId)
            return Refusal.AddendumNotFound;
        if (actor.ActingAs(WhoMay.RespondToAddendum) is not { } role || actor.UserId is not { } user)
            return Refusal.NotPermitted;

        var newResponse = response == addendum.InstructionsResponse ? null : response;
        var newSignature = signature == addendum.RespondedSignature ? null : signature;
        if (newResponse is null && newSignature is null)
            return Decision<AddendumResponded>.NothingChanges;

        var at = Moment.NoEarlierThan(addendum.UpdatedAt, now);
        return new AddendumResponded(addendum.AddendumId, sessionNoteId, newResponse, newSignature, user, role, at);
    }
}
