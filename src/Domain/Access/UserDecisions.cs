using NodaTime;

namespace ClinicNotes.Domain.Access;

/// <summary>Enrolling users, setting their roles, issuing and revoking their tokens.</summary>
public static class UserDecisions
{
    /// <summary>Enrols a user; the same name and roles again change nothing.</summary>
    public static Decision<UserEnrolled> Enrol(User? user, long userId, string name, IReadOnlyList<Role> roles, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;

        var ordered = InOrder(roles);
        if (user is not null && user.Name == name && user.Roles.SequenceEqual(ordered))
            return Decision<UserEnrolled>.NothingChanges;

        return new UserEnrolled(userId, name, ordered, actor.UserId, role, At(user, now));
    }

    public static Decision<UserRolesSet> SetRoles(User? user, IReadOnlyList<Role> roles, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (user is null)
            return Refusal.UserNotFound;

        var ordered = InOrder(roles);
        if (user.Roles.SequenceEqual(ordered))
            return Decision<UserRolesSet>.NothingChanges;

        return new UserRolesSet(user.UserId, ordered, actor.UserId, role, At(user, now));
    }

    /// <summary>Issues a token; one that the user has already, as only a token known beforehand can be, changes nothing.</summary>
    public static Decision<TokenIssued> IssueToken(
        User? user,
        long tokenId,
        string tokenSha256,
        Instant? expiresAt,
        Actor actor,
        Instant now
    )
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (user is null)
            return Refusal.UserNotFound;
        if (user.Tokens.Any(token => token.Sha256 == tokenSha256))
            return Decision<TokenIssued>.NothingChanges;

        var end = expiresAt is { } given ? Moment.Of(given) : (Instant?)null;
        return new TokenIssued(user.UserId, tokenId, tokenSha256, end, actor.UserId, role, At(user, now));
    }

    /// <summary>Issues a token that takes the place of another, with the same end. The other works no longer.</summary>
    public static Decision<TokenIssued> RotateToken(User? user, long? tokenId, long newId, string newSha256, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (user is null)
            return Refusal.UserNotFound;
        if (user.Tokens.FirstOrDefault(token => token.Id == tokenId) is not { } token)
            return Refusal.TokenNotFound;

        var at = At(user, now);
        if (!token.IsGoodAt(at))
            return Refusal.TokenWorksNoLonger;

        return new TokenIssued(user.UserId, newId, newSha256, token.ExpiresAt, actor.UserId, role, at, token.Id);
    }

    /// <summary>Revokes a token for good; revoking it again changes nothing.</summary>
    public static Decision<TokenRevoked> RevokeToken(User? user, long? tokenId, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (user is null)
            return Refusal.UserNotFound;
        if (user.Tokens.FirstOrDefault(token => token.Id == tokenId) is not { } token)
            return Refusal.TokenNotFound;
        if (token.RevokedAt is not null)
            return Decision<TokenRevoked>.NothingChanges;

        return new TokenRevoked(user.UserId, token.Id, actor.UserId, role, At(user, now));
    }

    private static Role[] InOrder(IReadOnlyList<Role> roles) => [.. roles.Distinct().Order()];

    private static Instant At(User? user, Instant now) => user is null ? Moment.Of(now) : Moment.NoEarlierThan(user.UpdatedAt, now);
}
