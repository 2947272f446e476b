using System.Text.Json;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Retries;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>/v1/admin/clinic/users</c>: who may act in the clinic.</summary>
internal static class UserEndpoints
{
    public const string Path = "/v1/admin/clinic/users";

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Enrol);
        routes.MapGet(Path, Read);
        routes.MapPut($"{Path}/{{id}}/roles", SetRoles);
    }

    private static Task<IResult> Enrol(HttpContext http, CancellationToken cancellation) => http.Command(Enrolment, Location, cancellation);

    private static Task<IResult> Read(HttpContext http, CancellationToken cancellation) =>
        http.Query(new ReadUsers(http.Actor(), http.Request.Query.Paging()), cancellation);

    private static Task<IResult> SetRoles(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command((actor, body) => NewRoles(actor, id, body) with { If = http.Request.Precondition() }, Location, cancellation);

    private static EnrolUser Enrolment(Actor actor, JsonElement body) =>
        new(actor, body.Object("user") is { } user ? new(user.Id("user_id"), user.Text("name"), user.Roles("roles")) : null);

    private static SetUserRoles NewRoles(Actor actor, string id, JsonElement body) =>
        new(actor, PathId.Parse(id), body.Object("user") is { } user ? new(user.Roles("roles")) : null);

    private static string Location(long id) => $"{Path}/{id}";
}
