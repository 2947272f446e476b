using ClinicNotes.Application.Retries;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SignOffs;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Changes a sign-off ("Update Session Note Sign-off"); what is missing stays as it is.</summary>
/// <param name="By">Who asks.</param>
/// <param name="SignOffId">The sign-off; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="SessionNoteId">The note that it must hang on.</param>
/// <param name="SignOff">What to change.</param>
/// <param name="If">What the sign-off must be like for that.</param>
public sealed record ReviseSignOff(Actor By, long? SignOffId, GivenId SessionNoteId, ReviseSignOff.Fields? SignOff, Precondition? If = null)
    : ICommand
{
    public sealed record Fields(GivenText Instructions, GivenText ReviewDate, GivenSignature Signature);
}

public sealed class ReviseSignOffRules : AbstractValidator<ReviseSignOff>
{
    public ReviseSignOffRules(IPngDecoder decoder)
    {
        RuleFor(c => c.SessionNoteId).MustBeId("session_note_id");
        RuleFor(c => c.SignOff)
            .MustBeGiven(
                "sign_off",
                () =>
                {
                    RuleFor(c => c.SignOff!.Instructions).MayBeText("instructions");
                    RuleFor(c => c.SignOff!.ReviewDate).MayBeInstant("review_date");
                    RuleFor(c => c.SignOff!.Signature).MayBeSignature("signature", decoder);
                }
            );
    }
}

public static class ReviseSignOffHandler
{
    public static async Task<Outcome> Handle(
        ReviseSignOff command,
        ReviseSignOffRules rules,
        ISessionNoteRegister notes,
        ISignatureStore signatures,
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.ReviseSignOff) is { } refusal)
            return refusal;

        var noteId = command.SessionNoteId.Value;
        if (!await notes.Has(command.By.ClinicId, noteId, cancellation))
            return Refusal.SessionNoteNotFound;
        if (command.SignOffId is not { } id)
            return Refusal.SignOffNotFound;

        var given = command.SignOff!;
        var reviewDate = given.ReviewDate.Value is { } text ? InstantText.Parse(text) : null;
        var image = given.Signature.Image;
        var decided = await streams
            .Provided(command.If)
            .Decide<SignOff, SignOffRevised>(
                command.By,
                id,
                signOff =>
                    new(
                        SignOffDecisions.Revise(
                            signOff,
                            noteId,
                            given.Instructions.Value,
                            reviewDate,
                            image?.Reference,
                            command.By,
                            clock.GetCurrentInstant()
                        )
                    ),
                image,
                cancellation
            );
        if (decided.Refusal is { } why)
            return why;

        return new Outcome.Updated(await SignOffResponse.Of(decided.State!, command.By.ClinicId, signatures, cancellation), decided.Tag);
    }
}
