using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Issues a token to a user. The answer holds it, and nothing else ever does.</summary>
/// <param name="By">Who asks.</param>
/// <param name="UserId">Whose token it will be.</param>
/// <param name="ExpiresAt">When it stops working, or <c>null</c> for never.</param>
/// <param name="Token">A token known beforehand, as the demo data has; <c>null</c> for a new random one.</param>
public sealed record IssueToken(Actor By, long UserId, Instant? ExpiresAt = null, string? Token = null) : ICommand;

public sealed class IssueTokenRules : AbstractValidator<IssueToken>
{
    public IssueTokenRules(IClock clock) =>
        RuleFor(c => c.ExpiresAt).Refuse("expires_at", end => end <= clock.GetCurrentInstant() ? "must be in the future" : null);
}

public static class IssueTokenHandler
{
    public static async Task<Outcome> Handle(
        IssueToken command,
        IssueTokenRules rules,
        IPublicIds ids,
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var token = command.Token ?? TokenSecret.New();
        var sha256 = TokenSecret.Sha256Of(token);
        var decided = await streams.Decide<User, TokenIssued>(command.By, command.UserId, Issue, image: null, cancellation);
        if (decided.Refusal is { } why)
            return why;

        var known = decided.State!.Tokens.Single(t => t.Sha256 == sha256);
        var response = new IssuedTokenResponse(known.Id, command.UserId, token, known.ExpiresAt);
        return decided.Event is null ? new Outcome.Updated(response) : new Outcome.Created(known.Id, response);

        // No id is used up for a user who is not there.
        async ValueTask<Decision<TokenIssued>> Issue(User? user)
        {
            var id = user is null ? 0 : await ids.NextTokenId(cancellation);
            return UserDecisions.IssueToken(user, id, sha256, command.ExpiresAt, command.By, clock.GetCurrentInstant());
        }
    }
}
