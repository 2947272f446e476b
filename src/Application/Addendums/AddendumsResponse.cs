using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>A page of a list of addendums, with or without their signatures.</summary>
/// <param name="Addendums">The addendums.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record AddendumsResponse(IReadOnlyList<object> Addendums, PaginationResponse Pagination);

/// <summary>An addendum in a list that leaves signatures out.</summary>
public sealed record AddendumWithoutSignatures(
    long Id,
    long SessionNoteId,
    string Instructions,
    string? InstructionsResponse,
    Instant CreatedAt,
    Instant UpdatedAt
)
{
    public static AddendumWithoutSignatures Of(Domain.Addendums.Addendum addendum) =>
        new(
            addendum.AddendumId,
            addendum.SessionNoteId,
            addendum.Instructions,
            addendum.InstructionsResponse,
            addendum.CreatedAt,
            addendum.UpdatedAt
        );
}
