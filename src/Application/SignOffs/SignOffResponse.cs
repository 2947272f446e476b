using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>A sign-off as a client sees it: the documented "Sign-off Response", its fields in the documented order.</summary>
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
