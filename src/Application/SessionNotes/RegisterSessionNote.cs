using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.SessionNotes;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.SessionNotes;

/// <summary>Makes a session note known to its clinic, or hands it to another provider.</summary>
/// <param name="By">Who asks.</param>
/// <param name="SessionNoteId">The note; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="SessionNote">Whose note it is.</param>
/// <param name="If">What its registration must be like for that.</param>
public sealed record RegisterSessionNote(Actor By, long? SessionNoteId, RegisterSessionNote.Fields? SessionNote, Precondition? If = null)
    : ICommand
{
    public sealed record Fields(GivenId ProviderId);
}

public sealed class RegisterSessionNoteRules : AbstractValidator<RegisterSessionNote>
{
    public RegisterSessionNoteRules()
    {
        RuleFor(c => c.SessionNote).MustBeGiven("session_note", () => RuleFor(c => c.SessionNote!.ProviderId).MustBeId("provider_id"));
    }
}

public static class RegisterSessionNoteHandler
{
    public static async Task<Outcome> Handle(
        RegisterSessionNote command,
        RegisterSessionNoteRules rules,
        ISessionNoteRegister register,
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;
        if (command.SessionNoteId is not { } id)
            return Refusal.SessionNoteNotFound;

        var providerId = command.SessionNote!.ProviderId.Value;
        var decided = await streams
            .Provided(command.If)
            .Decide<SessionNote, SessionNoteRegistered>(command.By, id, Register, image: null, cancellation);
        if (decided.Refusal is { } why)
            return why;

        var response = SessionNoteResponse.Of(id, providerId);
        return decided.Before is null ? new Outcome.Created(id, response, decided.Tag) : new Outcome.Updated(response, decided.Tag);

        async ValueTask<Decision<SessionNoteRegistered>> Register(SessionNote? note) =>
            await register.ClinicOf(id, cancellation) is { } clinic && clinic != command.By.ClinicId
                ? Refusal.SessionNoteOfAnotherClinic
                : SessionNoteDecisions.Register(note, id, providerId, command.By, clock.GetCurrentInstant());
    }
}
