using ClinicNotes.Application.History;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.History;

/// <summary><c>/v1/audit/report</c>: what was recorded, read and refused in the clinic.</summary>
internal static class ReportEndpoints
{
    private const string Path = "/v1/audit/report";

    public static void MapReport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Read);
        routes.MapGet($"{Path}/shared_signatures", ReadSharedSignatures);
    }

    private static Task<IResult> Read(HttpContext http, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var which = new ReadReport.Filter(query.Text("from"), query.Text("to"), query.Id("actor_id"), query.Text("type"));
        return http.Query(new ReadReport(http.Actor(), which, query.Sorting(), query.Paging()), cancellation);
    }

    private static Task<IResult> ReadSharedSignatures(HttpContext http, CancellationToken cancellation) =>
        http.Query(new ReadSharedSignatures(http.Actor(), http.Request.Query.Paging()), cancellation);
}
