using ClinicNotes.Domain;
using FluentValidation;

namespace ClinicNotes.Application.SessionNotes;

/// <summary>Registers session notes by the thousand, as the operator of the service.</summary>
public interface ISessionNoteImport
{
    /// <summary>
    /// Registers notes, each in its clinic. One that is registered already stays as it is, so the same may be asked for again after a
    /// failure, whatever that left behind.
    /// </summary>
    /// <param name="notes">The notes, in the order in which they came; the rules have been passed.</param>
    /// <param name="importId">By what the import's events are known to belong together.</param>
    /// <param name="cancellation">Until the notes are being recorded.</param>
    /// <returns>What came of each.</returns>
    Task<IReadOnlyList<Imported>> Register(IReadOnlyList<ImportedNote> notes, string importId, CancellationToken cancellation);
}

/// <summary>A session note of an import, as the caller gave it.</summary>
/// <param name="Id"><c>id</c>: the note.</param>
/// <param name="ClinicId"><c>clinic_id</c>: the clinic that it belongs to.</param>
/// <param name="ProviderId"><c>provider_id</c>: the user who wrote it.</param>
public sealed record ImportedNote(GivenId Id, GivenId ClinicId, GivenId ProviderId);

/// <summary>What came of a note.</summary>
/// <param name="IsNew">Whether it has been registered now; otherwise it was before, just so, unless it is refused.</param>
/// <param name="Refusal">Why it is not registered so.</param>
public sealed record Imported(bool IsNew, Refusal? Refusal);

public sealed class ImportedNoteRules : AbstractValidator<ImportedNote>
{
    public ImportedNoteRules()
    {
        RuleFor(note => note.Id).MustBeId("id");
        RuleFor(note => note.ClinicId).MustBeId("clinic_id");
        RuleFor(note => note.ProviderId).MustBeId("provider_id");
    }
}
