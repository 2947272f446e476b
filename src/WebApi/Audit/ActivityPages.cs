using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Audit;

/// <summary><c>/audit</c>: what happened in the clinic, the newest first, and the way to each session note.</summary>
internal static class ActivityPages
{
    public static void MapActivity(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("", Show);
        pages.MapGet("/notes", Find);
    }

    private static async Task<IResult> Show(HttpContext http, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var which = new ReadReport.Filter(query.Filled("from"), query.Filled("to"), query.FilledId("actor_id"), query.Filled("type"));
        var sorting = query.ContainsKey("sort_by") ? query.Sorting() : new(GivenText.Of("position"), GivenText.Of("DESC"));
        var outcome = await http.Ask(new ReadReport(http.Actor(), which, sorting, query.Paging()), cancellation);
        if (outcome is Outcome.Refused)
            return Answer.To(outcome);

        var types = http.RequestServices.GetRequiredService<IEventTypes>().Names;
        var model = new ActivityModel(
            outcome is Outcome.Found { Response: ReportResponse found } ? found : null,
            (outcome as Outcome.Invalid)?.Faults,
            [.. types.Order(StringComparer.Ordinal)],
            sorting.Value,
            PageLinks.Of(http.Request)
        );
        return RenderedPage.Of<ActivityPage>(
            model,
            model.Report is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK
        );
    }

    private static IResult Find(HttpContext http)
    {
        var given = http.Request.Query["id"].ToString().Trim();
        return PathId.Parse(given) is { } id
            ? Results.Redirect($"{AuditPages.Path}/notes/{id}")
            : Answer.Sentence(
                StatusCodes.Status404NotFound,
                $"“{given}” is no number that a session note can have: those are 1, 2, 3 and so on."
            );
    }
}

/// <param name="Report">What happened; <c>null</c> when the filter is not right.</param>
/// <param name="Faults">What is wrong with the filter.</param>
/// <param name="Types">The types of event there are.</param>
/// <param name="Sorting">The order.</param>
/// <param name="Links">The address of the page.</param>
public sealed record ActivityModel(
    ReportResponse? Report,
    IDictionary<string, string[]>? Faults,
    IReadOnlyList<string> Types,
    Sorting Sorting,
    PageLinks Links
);
