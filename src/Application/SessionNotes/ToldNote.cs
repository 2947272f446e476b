using FluentValidation;

namespace ClinicNotes.Application.SessionNotes;

/// <summary>A session note as the system that owns it tells of it.</summary>
/// <param name="ClinicId"><c>clinic_id</c>: the clinic that it belongs to.</param>
/// <param name="SessionNoteId"><c>session_note_id</c>: the note.</param>
/// <param name="ProviderId"><c>provider_id</c>: the user who wrote it, or has it from now on.</param>
public sealed record ToldNote(GivenId ClinicId, GivenId SessionNoteId, GivenId ProviderId);

public sealed class ToldNoteRules : AbstractValidator<ToldNote>
{
    public ToldNoteRules()
    {
        RuleFor(note => note.ClinicId).MustBeId("clinic_id");
        RuleFor(note => note.SessionNoteId).MustBeId("session_note_id");
        RuleFor(note => note.ProviderId).MustBeId("provider_id");
    }
}
