using System.Text.Json;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Retries;

namespace ClinicNotes.WebApi.SignOffs;

/// <summary><c>/v1/clinic/session_notes/sign_offs</c>: reviews with a date and a signature.</summary>
internal static class SignOffEndpoints
{
    private const string Path = "/v1/clinic/session_notes/sign_offs";

    public static void MapSignOffs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Record);
        routes.MapGet(Path, List);
        routes.MapGet($"{Path}/{{id}}", Read);
        routes.MapPut($"{Path}/{{id}}", Revise);
    }

    private static Task<IResult> Record(HttpContext http, CancellationToken cancellation) => http.Command(Recorded, Location, cancellation);

    private static Task<IResult> List(HttpContext http, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var which = new ReadSignOffs.Filter(
            query.Id("session_note_id"),
            query.Id("reviewer_id"),
            query.Text("review_date_from"),
            query.Text("review_date_to"),
            query.Text("overdue"),
            query.Text("include"),
            query.Text("as_of")
        );
        return http.Query(new ReadSignOffs(http.Actor(), which, query.Sorting(), query.Paging()), cancellation);
    }

    private static Task<IResult> Read(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadSignOff(http.Actor(), PathId.Parse(id), http.Request.Query.Text("as_of")), cancellation);

    private static Task<IResult> Revise(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command((actor, body) => Revision(actor, id, body) with { If = http.Request.Precondition() }, Location, cancellation);

    private static RecordSignOff Recorded(Actor actor, JsonElement body) =>
        new(
            actor,
            body.Id("session_note_id"),
            body.Object("sign_off") is { } signOff
                ? new(signOff.Text("instructions"), signOff.Text("review_date"), signOff.Text("signature"), signOff.Event("covers"))
                : null
        );

    private static ReviseSignOff Revision(Actor actor, string id, JsonElement body) =>
        new(
            actor,
            PathId.Parse(id),
            body.Id("session_note_id"),
            body.Object("sign_off") is { } signOff
                ? new(signOff.Text("instructions"), signOff.Text("review_date"), signOff.Text("signature"))
                : null
        );

    private static string Location(long id) => $"{Path}/{id}";
}
