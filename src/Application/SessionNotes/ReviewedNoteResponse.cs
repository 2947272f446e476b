using ClinicNotes.Application.Signatures;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.SessionNotes;
using NodaTime;

namespace ClinicNotes.Application.SessionNotes;

/// <summary>A session note with what hangs on it, as a client sees it.</summary>
/// <param name="Id">The note.</param>
/// <param name="ProviderId">The user who wrote it.</param>
/// <param name="OpenAddendums">How many addendums nobody has responded to, by a text or a signature.</param>
/// <param name="RespondedAddendums">How many have been responded to.</param>
/// <param name="LatestSignOff">The sign-off recorded last, its signature included; <c>null</c> when there is none.</param>
/// <param name="Stale">Whether anything but that sign-off itself has changed since it was recorded.</param>
/// <param name="CreatedAt">When the note was registered.</param>
/// <param name="UpdatedAt">When anything of the note, its addendums or its sign-offs changed last.</param>
public sealed record ReviewedNoteResponse(
    long Id,
    long ProviderId,
    int OpenAddendums,
    int RespondedAddendums,
    SignOffResponse? LatestSignOff,
    bool Stale,
    Instant CreatedAt,
    Instant UpdatedAt
)
{
    public static async ValueTask<ReviewedNoteResponse> Of(
        ReviewedNote note,
        long clinicId,
        ISignatureStore signatures,
        CancellationToken cancellation
    ) =>
        new(
            note.Note.SessionNoteId,
            note.Note.ProviderId,
            note.Open.Count,
            note.Responded,
            note.LatestSignOff is { } signOff ? await SignOffResponse.Of(signOff, clinicId, signatures, cancellation) : null,
            note.Stale,
            note.Note.CreatedAt,
            note.UpdatedAt
        );
}
