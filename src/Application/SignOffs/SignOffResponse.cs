using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>A sign-off as a client sees it: the documented "Sign-off Response", its fields in the documented order.</summary>
/// <param name="Id">The sign-off's public id.</param>
/// <param name="SessionNoteId">The session note that was reviewed.</param>
/// <param name="Instructions">What the reviewer asks for, or <c>null</c>.</param>
/// <param name="ReviewDate">When the review was or will be.</param>
/// <param name="Signature">The signature of the reviewer.</param>
/// <param name="ReviewerId">The user who recorded it.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was changed last; it never goes back.</param>
public sealed record SignOffResponse(
    long Id,
    long SessionNoteId,
    string? Instructions,
    Instant ReviewDate,
    string? Signature,
    long ReviewerId,
    Instant CreatedAt,
    Instant UpdatedAt
)
{
    /// <summary>The response for a sign-off, its signature put back as the data URL that it was given as.</summary>
    public static async ValueTask<SignOffResponse> Of(
        SignOff signOff,
        long clinicId,
        ISignatureStore signatures,
        CancellationToken cancellation
    ) =>
        new(
            signOff.SignOffId,
            signOff.SessionNoteId,
            signOff.Instructions,
            signOff.ReviewDate,
            await signatures.DataUrl(clinicId, signOff.Signature, cancellation),
            signOff.ReviewerId,
            signOff.CreatedAt,
            signOff.UpdatedAt
        );
}
