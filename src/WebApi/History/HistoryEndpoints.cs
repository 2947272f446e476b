using ClinicNotes.Application.History;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.History;

/// <summary><c>/v1/clinic/session_notes/{id}/history</c>: what happened to a session note.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/clinic/session_notes/{id}/history", Read);

    private static Task<IResult> Read(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadHistory(http.Actor(), PathId.Parse(id), Which(http.Request.Query), http.Request.Query.Paging()), cancellation);

    private static ReadHistory.Filter Which(IQueryCollection query) =>
        new(query.Text("from"), query.Text("to"), query.Id("actor_id"), query.Text("type"), query.Text("include"));
}
