using System.Text.Json;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Retries;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>/v1/admin/clinic/users/{id}/tokens</c>: by what the service knows a user.</summary>
internal static class TokenEndpoints
{
    private const string Tokens = $"{UserEndpoints.Path}/{{id}}/tokens";
    private const string Token = $"{Tokens}/{{tokenId}}";

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Tokens, Read);
        routes.MapPost(Tokens, Issue).WithMetadata(new ShowsToken());
        routes.MapPost($"{Token}/rotate", Rotate).WithMetadata(new ShowsToken());
        routes.MapDelete(Token, Revoke);
    }

    private static Task<IResult> Read(HttpContext http, string id, CancellationToken cancellation) =>
        http.Query(new ReadTokens(http.Actor(), PathId.Parse(id), http.Request.Query.Paging()), cancellation);

    private static Task<IResult> Issue(HttpContext http, string id, CancellationToken cancellation) =>
        http.Command(
            (actor, body) => Issued(actor, id, body) with { Secret = http.TokenSecret(), IsRepeated = http.IsRepeated() },
            LocationOf(id),
            cancellation
        );

    private static Task<IResult> Rotate(HttpContext http, string id, string tokenId, CancellationToken cancellation) =>
        http.Command(
            actor => new RotateToken(actor, PathId.Parse(id), PathId.Parse(tokenId), http.TokenSecret()),
            LocationOf(id),
            cancellation
        );

    private static Task<IResult> Revoke(HttpContext http, string id, string tokenId, CancellationToken cancellation) =>
        http.Command(actor => new RevokeToken(actor, PathId.Parse(id), PathId.Parse(tokenId)), location: null, cancellation);

    private static IssueToken Issued(Actor actor, string id, JsonElement body) =>
        new(actor, PathId.Parse(id), body.Object("token") is { } token ? new(token.Text("expires_at")) : null);

    private static Func<long, string> LocationOf(string userId) => tokenId => $"{UserEndpoints.Path}/{userId}/tokens/{tokenId}";
}
