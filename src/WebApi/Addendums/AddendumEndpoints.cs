using System.Text.Json;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Retries;

namespace ClinicNotes.WebApi.Addendums;

/// <summary><c>/v1/clinic/session_notes/addendums</c>: corrections asked for, and the answers.</summary>
internal static class AddendumEndpoints
{
    private const string Path = "/v1/clinic/session_notes/addendums";

    public static void MapAddendums(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Request);
        routes.MapGet(Path, List);
        routes.MapGet($"{Path}/{{id}}", Read);
        routes.MapPut($"{Path}/{{id}}", Respond);
    }

    private static Task<IResult> Request(HttpContext http, CancellationToken cancellation) =>
        http.Command(Requested, Location, cancellation);

    private static Task<IResult> List(HttpContext http, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var which = new ReadAddendums.Filter(query.Id("session_note_id"), query.Text("status"), query.Text("include"), query.Text("as_of"));
        return http.Query(new ReadAddendums(http.Actor(), which, query.Sorting(), query.Paging()), cancellation);
    }

    private static Task<IResult> Read(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadAddendum(http.Actor(), PathId.Parse(id), http.Request.Query.Text("as_of")), cancellation);

    private static Task<IResult> Respond(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command((actor, body) => Response(actor, id, body) with { If = http.Request.Precondition() }, Location, cancellation);

    private static RequestAddendum Requested(Actor actor, JsonElement body) =>
        new(
            actor,
            body.Id("session_note_id"),
            body.Object("addendum") is { } addendum ? new(addendum.Text("instructions"), addendum.Text("signature")) : null
        );

    private static RespondToAddendum Response(Actor actor, string id, JsonElement body) =>
        new(
            actor,
            PathId.Parse(id),
            body.Id("session_note_id"),
            body.Object("addendum") is { } addendum
                ? new(addendum.Text("instructions_response"), addendum.Text("responded_signature"))
                : null
        );

    private static string Location(long id) => $"{Path}/{id}";
}
