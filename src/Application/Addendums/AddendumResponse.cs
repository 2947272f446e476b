using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Addendums;
using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>An addendum as a client sees it: the documented "Addendum Response", its fields in the documented order.</summary>
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
