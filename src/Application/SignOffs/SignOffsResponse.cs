using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>A page of a list of sign-offs, with or without their signatures.</summary>
/// <param name="SignOffs">The sign-offs.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record SignOffsResponse(IReadOnlyList<object> SignOffs, PaginationResponse Pagination);

/// <summary>A sign-off in a list that leaves signatures out.</summary>
public sealed record SignOffWithoutSignature(
    long Id,
    long SessionNoteId,
    string? Instructions,
    Instant ReviewDate,
    long ReviewerId,
    Instant CreatedAt,
    Instant UpdatedAt
)
{
    public static SignOffWithoutSignature Of(Domain.SignOffs.SignOff signOff) =>
        new(
            signOff.SignOffId,
            signOff.SessionNoteId,
            signOff.Instructions,
            signOff.ReviewDate,
            signOff.ReviewerId,
            signOff.CreatedAt,
            signOff.UpdatedAt
        );
}
