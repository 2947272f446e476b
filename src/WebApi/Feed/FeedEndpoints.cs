using ClinicNotes.Application;
using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Access;
using Microsoft.Extensions.Primitives;

namespace ClinicNotes.WebApi.Feed;

/// <summary><c>/v1/clinic/events</c>: the clinic's events for those who follow them.</summary>
internal static class FeedEndpoints
{
    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/clinic/events", Read);
        routes.MapGet("/v1/clinic/events/stream", Follow);
    }

    private static async Task<IResult> Read(HttpContext http, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var wait = Whole(query["wait"]);
        var answer = await http.Query(
            new ReadFeed(http.Actor(), Whole(query["after"]), query.Id("limit"), Filter(query), wait),
            cancellation
        );
        return wait.Value > 0 && await http.NoLongerFollows(cancellation) is { } refusal ? refusal : answer;
    }

    private static async Task<IResult> Follow(HttpContext http, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var last = http.Request.Headers["Last-Event-ID"];
        var after = Whole(string.IsNullOrEmpty(last) ? query["after"] : last);
        var outcome = await http.Ask(new FollowFeed(http.Actor(), after, Filter(query)), cancellation);
        return outcome is Outcome.Found { Response: FollowedFeed followed } ? new EventStream(followed) : Answer.To(outcome);
    }

    private static GivenFilter Filter(IQueryCollection query) => new(query.Text("types"), query.Id("session_note_id"));

    // A number that may be 0, which is what it is when none is given.
    private static GivenId Whole(StringValues given) =>
        given is [{ Length: > 0 } digits] && digits.All(digit => digit == '0') ? GivenId.Missing : QueryFields.Id(given);
}
