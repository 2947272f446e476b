using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Access;

/// <summary>User 123 of clinic 1 and the tokens of that user.</summary>
internal static class User123
{
    public static readonly string Sha256 = new('a', 64);

    public static readonly string NewSha256 = new('b', 64);

    public static Given<User> Given(params object[] events) => Tests.Given.Events<User>(User.Evolve, events);

    public static UserEnrolled Enrolled(string name = "Ada", Role[]? roles = null, long? by = 124, Instant? at = null) =>
        new(123, name, roles ?? [Role.Supervisor], by, Role.Admin, at ?? Times.Morning);

    public static UserRolesSet RolesSet(Role[] roles, long? by = 124, Instant? at = null) =>
        new(123, roles, by, Role.Admin, at ?? Times.Afternoon);

    public static TokenIssued Issued(long tokenId = 1, Instant? expiresAt = null, long? by = 124, Instant? at = null) =>
        new(123, tokenId, Sha256, expiresAt, by, Role.Admin, at ?? Times.Afternoon);

    /// <summary>Token 2, issued in the place of another.</summary>
    public static TokenIssued Rotated(long replaces = 1, Instant? expiresAt = null, long? by = 124, Instant? at = null) =>
        new(123, 2, NewSha256, expiresAt, by, Role.Admin, at ?? Times.Afternoon, replaces);

    public static TokenRevoked Revoked(long tokenId = 1, long? by = 124, Instant? at = null) =>
        new(123, tokenId, by, Role.Admin, at ?? Times.Afternoon);

    public static Func<User?, Decision<UserEnrolled>> Enrol(
        string name = "Ada",
        Role[]? roles = null,
        Actor? by = null,
        Instant? now = null
    ) => user => UserDecisions.Enrol(user, 123, name, roles ?? [Role.Supervisor], by ?? People.Admin, now ?? Times.Morning);

    public static Func<User?, Decision<UserRolesSet>> SetRoles(Role[] roles, Actor? by = null, Instant? now = null) =>
        user => UserDecisions.SetRoles(user, roles, by ?? People.Admin, now ?? Times.Afternoon);

    public static Func<User?, Decision<TokenIssued>> Issue(Instant? expiresAt = null, Actor? by = null, Instant? now = null) =>
        user => UserDecisions.IssueToken(user, 1, Sha256, expiresAt, by ?? People.Admin, now ?? Times.Afternoon);

    public static Func<User?, Decision<TokenIssued>> Rotate(long? tokenId = 1, Actor? by = null, Instant? now = null) =>
        user => UserDecisions.RotateToken(user, tokenId, 2, NewSha256, by ?? People.Admin, now ?? Times.Afternoon);

    public static Func<User?, Decision<TokenRevoked>> Revoke(long tokenId = 1, Actor? by = null, Instant? now = null) =>
        user => UserDecisions.RevokeToken(user, tokenId, by ?? People.Admin, now ?? Times.Afternoon);
}
