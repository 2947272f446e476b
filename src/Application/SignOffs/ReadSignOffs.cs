using ClinicNotes.Application.History;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SignOffs;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Asks for a list of the clinic's sign-offs.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Which">Which of them.</param>
/// <param name="Sorting">In which order.</param>
/// <param name="Paging">Which page.</param>
public sealed record ReadSignOffs(Actor By, ReadSignOffs.Filter Which, GivenSorting Sorting, GivenPaging Paging) : ICommand
{
    /// <param name="SessionNoteId">Only those of this note.</param>
    /// <param name="ReviewerId">Only those that this user recorded.</param>
    /// <param name="From">The first review date; a date means its start.</param>
    /// <param name="To">The last review date; a date means its end.</param>
    /// <param name="Overdue"><c>true</c> for those whose review date is past, <c>false</c> for the others.</param>
    /// <param name="Include"><c>signatures</c> to have them too.</param>
    /// <param name="AsOf">As they were at this moment.</param>
    public sealed record Filter(
        GivenId SessionNoteId,
        GivenId ReviewerId,
        GivenText From,
        GivenText To,
        GivenText Overdue,
        GivenText Include,
        GivenText AsOf
    );
}

public sealed class ReadSignOffsRules : AbstractValidator<ReadSignOffs>
{
    public ReadSignOffsRules()
    {
        RuleFor(q => q.Which.SessionNoteId).MayBeId("session_note_id");
        RuleFor(q => q.Which.ReviewerId).MayBeId("reviewer_id");
        RuleFor(q => q.Which.From).MayBeInstant("review_date_from");
        RuleFor(q => q.Which.To).MayBeInstant("review_date_to");
        RuleFor(q => q.Which.Overdue).MayBeOneOf("overdue", "true", "false");
        this.MustBePaging(q => q.Paging);
        this.MustBeSorting(q => q.Sorting, "id", "created_at", "updated_at", "review_date");
        RuleFor(q => q.Which.Include).MayBeOneOf("include", "signatures");
        RuleFor(q => q.Which.AsOf).MayBeInstant("as_of");
    }
}

public static class ReadSignOffsHandler
{
    public static async Task<Outcome> Handle(
        ReadSignOffs query,
        ReadSignOffsRules rules,
        ISignOffList list,
        INoteHistory history,
        ISignatureStore signatures,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Read) is { } refusal)
            return refusal;

        var (clinic, paging, now) = (query.By.ClinicId, query.Paging.Value, clock.GetCurrentInstant());
        var asOf = InstantText.First(query.Which.AsOf.Value).Unless(now);
        var page = await list.Page(Of(clinic, query.Which, asOf, now), query.Sorting.Value, paging, cancellation);
        var signOffs = await history.States<SignOff>(clinic, page.Ids, asOf, cancellation);
        var items = new List<object>(signOffs.Count);
        foreach (var signOff in signOffs)
        {
            items.Add(
                query.Which.Include.Value is null
                    ? SignOffWithoutSignature.Of(signOff)
                    : await SignOffResponse.Of(signOff, clinic, signatures, cancellation)
            );
        }

        return new Outcome.Found(
            new SignOffsResponse(items, PaginationResponse.Of(paging, page.Total)),
            Shown.OfList(ReadKind.SignOffs, signOffs.Select(signOff => signOff.SessionNoteId))
        );
    }

    private static WhichSignOffs Of(long clinic, ReadSignOffs.Filter which, Instant? asOf, Instant now)
    {
        var then = asOf ?? now;
        return new(
            clinic,
            which.SessionNoteId.IfGiven,
            which.ReviewerId.IfGiven,
            InstantText.First(which.From.Value),
            InstantText.Last(which.To.Value),
            which.Overdue.Value == "true" ? then : null,
            which.Overdue.Value == "false" ? then : null,
            asOf
        );
    }
}
