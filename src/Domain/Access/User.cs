using NodaTime;

namespace ClinicNotes.Domain.Access;

/// <summary>A user of one clinic, with roles and tokens, as the events of its stream tell.</summary>
public sealed record User(long UserId, string Name, IReadOnlyList<Role> Roles, IReadOnlyList<Token> Tokens, Instant UpdatedAt)
    : IStreamState<User>
{
    public int TextLength => Name.Length + Tokens.Sum(token => token.Sha256.Length);

    public static string StreamKey(long id) => $"user-{id}";

    public static User? Evolve(User? user, object @event) =>
        (user, @event) switch
        {
            (null, UserEnrolled e) => new User(e.UserId, e.Name, e.Roles, [], e.EnrolledAt),
            ({ } u, UserEnrolled e) => u with { Name = e.Name, Roles = e.Roles, UpdatedAt = e.EnrolledAt },
            ({ } u, UserRolesSet e) => u with { Roles = e.Roles, UpdatedAt = e.SetAt },
            ({ } u, TokenIssued e) => u.With(e),
            ({ } u, TokenRevoked e) => u with { Tokens = [.. u.TokensWithout(e.TokenId, e.RevokedAt)], UpdatedAt = e.RevokedAt },
            _ => user,
        };

    private User With(TokenIssued e) =>
        this with
        {
            Tokens =
            [
                .. TokensWithout(e.Replaces, e.IssuedAt),
                new Token(e.TokenId, e.TokenSha256, e.IssuedAt, e.ExpiresAt, RevokedAt: null),
            ],
            UpdatedAt = e.IssuedAt,
        };

    private IEnumerable<Token> TokensWithout(long? revoked, Instant at) =>
        Tokens.Select(token => token.Id == revoked ? token with { RevokedAt = at } : token);
}

/// <summary>A token of a user: a secret that only its SHA-256 is kept of.</summary>
public sealed record Token(long Id, string Sha256, Instant IssuedAt, Instant? ExpiresAt, Instant? RevokedAt)
{
    /// <summary>Whether it still works at that moment.</summary>
    public bool IsGoodAt(Instant moment) => RevokedAt is null && (ExpiresAt is not { } end || moment < end);
}
