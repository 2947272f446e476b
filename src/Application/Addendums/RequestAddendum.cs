using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>Asks for a correction of a session note ("Create Session Note Addendum").</summary>
public sealed record RequestAddendum(Actor By, GivenId SessionNoteId, RequestAddendum.Fields? Addendum) : ICommand
{
    public sealed record Fields(GivenText Instructions, GivenSignature Signature);
}

public sealed class RequestAddendumRules : AbstractValidator<RequestAddendum>
{
    public RequestAddendumRules(IPngDecoder decoder)
    {
        RuleFor(c => c.SessionNoteId).MustBeId("session_note_id");
        RuleFor(c => c.Addendum)
            .MustBeGiven(
                "addendum",
                () =>
                {
                    RuleFor(c => c.Addendum!.Instructions).MustBeText("instructions");
                    RuleFor(c => c.Addendum!.Signature).MayBeSignature("signature", decoder);
                }
            );
    }
}

public static class RequestAddendumHandler
{
    public static async Task<Outcome> Handle(
        RequestAddendum command,
        RequestAddendumRules rules,
        ISessionNoteRegister notes,
        IPublicIds ids,
        ISignatureStore signatures,
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.RequestAddendum) is { } refusal)
            return refusal;

        var noteId = command.SessionNoteId.Value;
        if (!await notes.Has(command.By.ClinicId, noteId, cancellation))
            return Refusal.SessionNoteNotFound;

        var instructions = command.Addendum!.Instructions.Value!;
        var image = command.Addendum.Signature.Image;
        var (id, decided) = await streams.Start<Addendum, AddendumRequested>(
            command.By,
            ids.NextAddendumId,
            id => AddendumDecisions.Request(id, noteId, instructions, image?.Reference, command.By, clock.GetCurrentInstant()),
            image,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        return new Outcome.Created(
            id,
            await AddendumResponse.Of(decided.State!, command.By.ClinicId, signatures, cancellation),
            decided.Tag
        );
    }
}
