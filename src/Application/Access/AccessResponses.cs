using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>A user of the clinic.</summary>
public sealed record UserResponse(long Id, string Name, IReadOnlyList<Role> Roles)
{
    public static UserResponse Of(User user) => new(user.UserId, user.Name, user.Roles);
}

/// <summary>A token just issued: the only time that anybody sees it.</summary>
/// <param name="Id">The token's public id.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Token">The secret to send in <c>X-User-Token</c>.</param>
/// <param name="ExpiresAt">The first moment at which it no longer works, or <c>null</c> for never.</param>
public sealed record IssuedTokenResponse(long Id, long UserId, string Token, Instant? ExpiresAt);

/// <summary>A token that no longer works.</summary>
public sealed record RevokedTokenResponse(long Id, long UserId);
