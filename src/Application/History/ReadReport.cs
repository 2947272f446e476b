using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.History;

/// <summary>Asks what happened in the clinic: what was recorded, read and refused.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Which">Which of it.</param>
/// <param name="Sorting">In which order: that of the ledger unless given.</param>
/// <param name="Paging">Which page.</param>
public sealed record ReadReport(Actor By, ReadReport.Filter Which, GivenSorting Sorting, GivenPaging Paging) : ICommand
{
    /// <param name="From">The first moment; a date means its start.</param>
    /// <param name="To">The last moment; a date means its end.</param>
    /// <param name="ActorId">Only what this user did.</param>
    /// <param name="Type">Only events of this type.</param>
    public sealed record Filter(GivenText From, GivenText To, GivenId ActorId, GivenText Type);
}

/// <summary>What happened in the clinic.</summary>
/// <param name="Events">The rows.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record ReportResponse(IReadOnlyList<ReportRow> Events, PaginationResponse Pagination);

public sealed class ReadReportRules : AbstractValidator<ReadReport>
{
    /// <summary>The fields of a row, by any of which a report can be sorted.</summary>
    internal static readonly string[] Fields =
    [
        "position",
        "recorded_at",
        "type",
        "stream",
        "version",
        "actor_id",
        "actor_name",
        "actor_role",
        "session_note_ids",
        "user_id",
        "what",
        "remote_address",
        "request_id",
    ];

    public ReadReportRules(IEventTypes types)
    {
        RuleFor(q => q.Which.From).MayBeInstant("from");
        RuleFor(q => q.Which.To).MayBeInstant("to");
        RuleFor(q => q.Which.ActorId).MayBeId("actor_id");
        RuleFor(q => q.Which.Type)
            .Refuse("type", type => type.Value is { } name && !types.Names.Contains(name) ? "is no type of event" : null);
        this.MustBePaging(q => q.Paging);
        this.MustBeSorting(q => q.Sorting, Fields);
    }
}

public static class ReadReportHandler
{
    public static async Task<Outcome> Handle(ReadReport query, ReadReportRules rules, IAuditReport report, CancellationToken cancellation)
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var which = new WhichEvents(
            query.By.ClinicId,
            InstantText.First(query.Which.From.Value),
            InstantText.Last(query.Which.To.Value),
            query.Which.ActorId.IfGiven,
            query.Which.Type.Value
        );
        var sorting = query.Sorting.Value with { By = query.Sorting.By.Value ?? ReadReportRules.Fields[0] };
        var paging = query.Paging.Value;
        var (rows, total) = await report.Page(which, sorting, paging, cancellation);
        return new Outcome.Found(new ReportResponse(rows, PaginationResponse.Of(paging, total)));
    }
}
