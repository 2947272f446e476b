using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SignOffs;
using FluentValidation;
using JasperFx.Events;
using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Signs off on a session note ("Create Session Note Sign-off").</summary>
public sealed record RecordSignOff(Actor By, GivenId SessionNoteId, RecordSignOff.Fields? SignOff) : ICommand
{
    public sealed record Fields(GivenText Instructions, GivenText ReviewDate, GivenText Signature);
}

public sealed class RecordSignOffRules : AbstractValidator<RecordSignOff>
{
    public RecordSignOffRules(IPngDecoder decoder)
    {
        RuleFor(c => c.SessionNoteId).MustBeId("session_note_id");
        RuleFor(c => c.SignOff).MustBeGiven("sign_off");
        When(
            c => c.SignOff is not null,
            () =>
            {
                RuleFor(c => c.SignOff!.Instructions).MayBeText("instructions");
                RuleFor(c => c.SignOff!.ReviewDate).MustBeReviewDate("review_date");
                RuleFor(c => c.SignOff!.Signature).MustBeSignature("signature", decoder);
            }
        );
    }
}

public static class RecordSignOffHandler
{
    public static async Task<Outcome> Handle(
        RecordSignOff command,
        RecordSignOffRules rules,
        ISessionNoteRegister notes,
        IPublicIds ids,
        ISignatureStore signatures,
        IEventStoreOperations events,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.RecordSignOff) is { } refusal)
            return refusal;

        var noteId = command.SessionNoteId.Value;
        if (!await notes.Has(command.By.ClinicId, noteId, cancellation))
            return Refusal.SessionNoteNotFound;

        var given = command.SignOff!;
        var reviewDate = ReviewDate.Parse(given.ReviewDate.Value!)!.Value;
        var image = SignatureRules.ImageOf(given.Signature)!;
        var id = await ids.NextSignOffId(cancellation);
        var now = clock.GetCurrentInstant();
        var decision = SignOffDecisions.Record(id, noteId, given.Instructions.Value, reviewDate, image.Reference, command.By, now);
        if (decision.Refusal is { } why)
            return why;

        signatures.Keep(image);
        events.StartStream<SignOff>(SignOff.StreamKey(id), decision.Event!);
        return new Outcome.Created(id, await SignOffResponse.Of(SignOff.Of(decision.Event!), signatures, cancellation));
    }
}
