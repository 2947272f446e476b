using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>A page of a list of addendums, with or without their signatures.</summary>
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
