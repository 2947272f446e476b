using ClinicNotes.Application;
using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Feed;

/// <summary><c>/v1/clinic/events</c>: the clinic's events for those who follow them.</summary>
internal static class FeedEndpoints
{
    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/clinic/events", Read);

    private static Task<IResult> Read(HttpContext http, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        return http.Query(
            new ReadFeed(http.Actor(), After(query), query.Id("limit"), query.Text("types"), query.Id("session_note_id")),
            cancellation
        );
    }

    // No event has position 0: it is before the first.
    private static GivenId After(IQueryCollection query) => query["after"] is ["0"] ? GivenId.Missing : query.Id("after");
}
