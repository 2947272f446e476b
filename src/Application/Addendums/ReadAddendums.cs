using ClinicNotes.Application.History;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Reads;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Addendums;

/// <summary>Asks for a list of the clinic's addendums.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Which">Which of them.</param>
/// <param name="Sorting">In which order.</param>
/// <param name="Paging">Which page.</param>
public sealed record ReadAddendums(Actor By, ReadAddendums.Filter Which, GivenSorting Sorting, GivenPaging Paging) : ICommand
{
    /// <param name="SessionNoteId">Only those of this note.</param>
    /// <param name="Status"><c>open</c>, or <c>responded</c>: with a response or a responded signature.</param>
    /// <param name="Include"><c>signatures</c> to have them too.</param>
    /// <param name="AsOf">As they were at this moment.</param>
    public sealed record Filter(GivenId SessionNoteId, GivenText Status, GivenText Include, GivenText AsOf);
}

public sealed class ReadAddendumsRules : AbstractValidator<ReadAddendums>
{
    public ReadAddendumsRules()
    {
        RuleFor(q => q.Which.SessionNoteId).MayBeId("session_note_id");
        RuleFor(q => q.Which.Status).MayBeOneOf("status", "open", "responded");
        this.MustBePaging(q => q.Paging);
        this.MustBeSorting(q => q.Sorting, "id", "created_at", "updated_at");
        RuleFor(q => q.Which.Include).MayBeOneOf("include", "signatures");
        RuleFor(q => q.Which.AsOf).MayBeInstant("as_of");
    }
}

public static class ReadAddendumsHandler
{
    public static async Task<Outcome> Handle(
        ReadAddendums query,
        ReadAddendumsRules rules,
        IAddendumList list,
        INoteHistory history,
        ISignatureStore signatures,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Read) is { } refusal)
            return refusal;

        var (clinic, which, paging) = (query.By.ClinicId, query.Which, query.Paging.Value);
        var asOf = InstantText.First(which.AsOf.Value).Unless(clock.GetCurrentInstant());
        bool? responded = which.Status.Value is { } status ? status == "responded" : null;
        var page = await list.Page(
            new WhichAddendums(clinic, which.SessionNoteId.IfGiven, responded, asOf),
            query.Sorting.Value,
            paging,
            cancellation
        );
        var addendums = await history.States<Addendum>(clinic, page.Ids, asOf, cancellation);
        var items = new List<object>(addendums.Count);
        foreach (var addendum in addendums)
        {
            items.Add(
                which.Include.Value is null
                    ? AddendumWithoutSignatures.Of(addendum)
                    : await AddendumResponse.Of(addendum, clinic, signatures, cancellation)
            );
        }

        return new Outcome.Found(
            new AddendumsResponse(items, PaginationResponse.Of(paging, page.Total)),
            Shown.OfList(ReadKind.Addendums, addendums.Select(addendum => addendum.SessionNoteId))
        );
    }
}
