using ClinicNotes.Application.History;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SessionNotes;
using FluentValidation;

namespace ClinicNotes.Application.SessionNotes;

/// <summary>Asks what a session note and what hangs on it are like now, or were like at a moment.</summary>
/// <param name="By">Who asks.</param>
/// <param name="SessionNoteId">The note; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="AsOf">The moment, events of that very moment included; one to come, or none, is now.</param>
public sealed record ReadSessionNote(Actor By, long? SessionNoteId, GivenText AsOf) : ICommand;

public sealed class ReadSessionNoteRules : AbstractValidator<ReadSessionNote>
{
    public ReadSessionNoteRules() => RuleFor(q => q.AsOf).MayBeInstant("as_of");
}

public static class ReadSessionNoteHandler
{
    public static async Task<Outcome> Handle(
        ReadSessionNote query,
        ReadSessionNoteRules rules,
        INoteHistory history,
        ISignatureStore signatures,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Read) is { } refusal)
            return refusal;
        if (query.SessionNoteId is not { } id)
            return Refusal.SessionNoteNotFound;

        var clinic = query.By.ClinicId;
        var asOf = InstantText.First(query.AsOf.Value);
        var events = await history.All(clinic, id, cancellation);
        if (ReviewedNote.Of(events.Select(e => e.Event), asOf) is not { } note)
            return Refusal.SessionNoteNotFound;

        return new Outcome.Found(
            await ReviewedNoteResponse.Of(note, clinic, signatures, cancellation),
            Shown.OfNote(ReadKind.SessionNote, id),
            NoteTag.Of(id, events, asOf)
        );
    }
}
