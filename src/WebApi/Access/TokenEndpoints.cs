using System.Text.Json;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>/v1/admin/clinic/users/{id}/tokens</c>: by what the service knows a user.</summary>
internal static class TokenEndpoints
{
    private const string Tokens = $"{UserEndpoints.Path}/{{id}}/tokens";
    private const string Token = $"{Tokens}/{{tokenId}}";

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Tokens, Read);
        routes.MapPost(Tokens, Issue);
        routes.MapPost($"{Token}/rotate", Rotate);
        routes.MapDelete(Token, Revoke);
    }

    private static Task<IResult> Read(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadTokens(http.Actor(), PathId.Parse(id), http.Request.Query.Paging()), cancellation);

    private static Task<IResult> Issue(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command((actor, body) => Issued(actor, id, body), LocationOf(id), cancellation);

    private static Task<IResult> Rotate(HttpContext http, string id, string tokenId, CancellationToken cancellation) =>
        http.Query(new RotateToken(http.Actor(), PathId.Parse(id), PathId.Parse(tokenId)), LocationOf(id), cancellation);

    private static Task<IResult> Revoke(HttpContext http, string id, string tokenId, CancellationToken cancellation) =>
        http.Query(new RevokeToken(http.Actor(), PathId.Parse(id), PathId.Parse(tokenId)), cancellation);

    private static IssueToken Issued(Actor actor, string id, JsonElement body) =>
        new(actor, PathId.Parse(id), body.Object("token") is { } token ? new(token.Text("expires_at")) : null);

    private static Func<long, string> LocationOf(string userId) => tokenId => $"{UserEndpoints.Path}/{userId}/tokens/{tokenId}";
}
