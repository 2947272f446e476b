using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Addendums;
using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>An addendum as a client sees it: the documented "Addendum Response", its fields in the documented order.</summary>
/// <param name="Id">The addendum's public id.</param>
/// <param name="SessionNoteId">The session note that is to be corrected.</param>
/// <param name="Instructions">What to correct.</param>
/// <param name="InstructionsResponse">What was answered, or <c>null</c>.</param>
/// <param name="Signature">The signature of who asked, or <c>null</c>.</param>
/// <param name="RespondedSignature">The signature of who responded, or <c>null</c>.</param>
/// <param name="CreatedAt">When it was requested.</param>
/// <param name="UpdatedAt">When it was changed last; it never goes back.</param>
public sealed record AddendumResponse(
    long Id,
    long SessionNoteId,
    string Instructions,
    string? InstructionsResponse,
    string? Signature,
    string? RespondedSignature,
    Instant CreatedAt,
    Instant UpdatedAt
)
{
    /// <summary>The response for an addendum, its signatures put back as the data URLs that they were given as.</summary>
    public static async ValueTask<AddendumResponse> Of(
        Addendum addendum,
        long clinicId,
        ISignatureStore signatures,
        CancellationToken cancellation
    ) =>
        new(
            addendum.AddendumId,
            addendum.SessionNoteId,
            addendum.Instructions,
            addendum.InstructionsResponse,
            await signatures.DataUrl(clinicId, addendum.Signature, cancellation),
            await signatures.DataUrl(clinicId, addendum.RespondedSignature, cancellation),
            addendum.CreatedAt,
            addendum.UpdatedAt
        );
}
