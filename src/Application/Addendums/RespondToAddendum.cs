using ClinicNotes.Application.Retries;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>Answers a request for a correction ("Update Session Note Addendum"); what is missing stays as it is.</summary>
/// <param name="By">Who asks.</param>
/// <param name="AddendumId">The addendum; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="SessionNoteId">The note that it must hang on.</param>
/// <param name="Addendum">The answer.</param>
/// <param name="If">What the addendum must be like for that.</param>
public sealed record RespondToAddendum(
    Actor By,
    long? AddendumId,
    GivenId SessionNoteId,
    RespondToAddendum.Fields? Addendum,
    Precondition? If = null
) : ICommand
{
    public sealed record Fields(GivenText InstructionsResponse, GivenSignature RespondedSignature);
}

public sealed class RespondToAddendumRules : AbstractValidator<RespondToAddendum>
{
    public RespondToAddendumRules(IPngDecoder decoder)
    {
        RuleFor(c => c.SessionNoteId).MustBeId("session_note_id");
        RuleFor(c => c.Addendum)
            .MustBeGiven(
                "addendum",
                () =>
                {
                    RuleFor(c => c.Addendum!.InstructionsResponse).MayBeText("instructions_response");
                    RuleFor(c => c.Addendum!.RespondedSignature).MayBeSignature("responded_signature", decoder);
                }
            );
    }
}

public static class RespondToAddendumHandler
{
    public static async Task<Outcome> Handle(
        RespondToAddendum command,
        RespondToAddendumRules rules,
        ISessionNoteRegister notes,
        ISignatureStore signatures,
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.RespondToAddendum) is { } refusal)
            return refusal;

        var noteId = command.SessionNoteId.Value;
        if (!await notes.Has(command.By.ClinicId, noteId, cancellation))
            return Refusal.SessionNoteNotFound;
        if (command.AddendumId is not { } id)
            return Refusal.AddendumNotFound;

        var response = command.Addendum!.InstructionsResponse.Value;
        var image = command.Addendum.RespondedSignature.Image;
        var decided = await streams
            .Provided(command.If)
            .Decide<Addendum, AddendumResponded>(
                command.By,
                id,
                addendum =>
                    new(AddendumDecisions.Respond(addendum, noteId, response, image?.Reference, command.By, clock.GetCurrentInstant())),
                image,
                cancellation
            );
        if (decided.Refusal is { } why)
            return why;

        return new Outcome.Updated(await AddendumResponse.Of(decided.State!, command.By.ClinicId, signatures, cancellation), decided.Tag);
    }
}
