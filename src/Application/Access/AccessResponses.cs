using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>A user of the clinic.</summary>
/// <param name="Id">The user's id, unique in the clinic.</param>
/// <param name="Name">The name as people read it.</param>
/// <param name="Roles">What the user may act as.</param>
public sealed record UserResponse(long Id, string Name, IReadOnlyList<Role> Roles)
{
    public static UserResponse Of(User user) => new(user.UserId, user.Name, user.Roles);
}

/// <summary>A page of the clinic's users, by their ids.</summary>
/// <param name="Users">The users.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record UsersResponse(IReadOnlyList<UserResponse> Users, PaginationResponse Pagination);

/// <summary>A token just issued: the only time that anybody sees it.</summary>
/// <param name="Id">The token's public id.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Token">The secret to send in <c>X-User-Token</c>.</param>
/// <param name="ExpiresAt">The first moment at which it no longer works, or <c>null</c> for never.</param>
public sealed record IssuedTokenResponse(long Id, long UserId, string Token, Instant? ExpiresAt)
{
    /// <summary>The answer that shows a token of the user.</summary>
    public static IssuedTokenResponse Of(User user, string secret)
    {
        var sha256 = TokenSecret.Sha256Of(secret);
        var token = user.Tokens.Single(token => token.Sha256 == sha256);
        return new(token.Id, user.UserId, secret, token.ExpiresAt);
    }
}

/// <summary>A token without its secret, which nobody knows but who was shown it.</summary>
/// <param name="Id">The token's public id.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="ExpiresAt">The first moment at which it no longer works, or <c>null</c> for never.</param>
/// <param name="RevokedAt">When it was revoked or another took its place, or <c>null</c>.</param>
public sealed record TokenResponse(long Id, long UserId, Instant IssuedAt, Instant? ExpiresAt, Instant? RevokedAt)
{
    public static TokenResponse Of(User user, Token token) => new(token.Id, user.UserId, token.IssuedAt, token.ExpiresAt, token.RevokedAt);

    /// <summary>The user's token of that id, which must be there.</summary>
    public static TokenResponse Of(User user, long? tokenId) => Of(user, user.Tokens.Single(token => token.Id == tokenId));
}

/// <summary>A page of a user's tokens, in the order in which they were issued.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record TokensResponse(IReadOnlyList<TokenResponse> Tokens, PaginationResponse Pagination);
