using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SignOffs;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Signs off on a session note ("Create Session Note Sign-off").</summary>
public sealed record RecordSignOff(Actor By, GivenId SessionNoteId, RecordSignOff.Fields? SignOff) : ICommand
{
    public sealed record Fields(GivenText Instructions, GivenText ReviewDate, GivenSignature Signature, GivenEvent Covers);
}

public sealed class RecordSignOffRules : AbstractValidator<RecordSignOff>
{
    public RecordSignOffRules(IPngDecoder decoder)
    {
        RuleFor(c => c.SessionNoteId).MustBeId("session_note_id");
        RuleFor(c => c.SignOff)
            .MustBeGiven(
                "sign_off",
                () =>
                {
                    RuleFor(c => c.SignOff!.Instructions).MayBeText("instructions");
                    RuleFor(c => c.SignOff!.ReviewDate).MustBeInstant("review_date");
                    RuleFor(c => c.SignOff!.Signature).MustBeSignature("signature", decoder);
                    RuleFor(c => c.SignOff!.Covers)
                        .Refuse("covers", covers => covers.Kind == GivenKind.OfAnotherKind ? FieldRules.Invalid : null);
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
        ICoveredEvents events,
        IPublicIds ids,
        ISignatureStore signatures,
        IEventStreams streams,
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
        if (given.Covers.Value is { } named && !await events.Has(command.By.ClinicId, noteId, named, cancellation))
            return new Outcome.Invalid(new Dictionary<string, string[]> { ["covers"] = ["is no event of the session note"] });

        var reviewDate = InstantText.Parse(given.ReviewDate.Value!)!.Value;
        var image = given.Signature.Image!;
        var (id, decided) = await streams.Start<SignOff, SignOffRecorded>(
            command.By,
            ids.NextSignOffId,
            id =>
                SignOffDecisions.Record(
                    id,
                    noteId,
                    given.Instructions.Value,
                    reviewDate,
                    image.Reference,
                    given.Covers.Value,
                    command.By,
                    clock.GetCurrentInstant()
                ),
            image,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        return new Outcome.Created(
            id,
            await SignOffResponse.Of(decided.State!, command.By.ClinicId, signatures, cancellation),
            decided.Tag
        );
    }
}
