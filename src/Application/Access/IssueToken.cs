using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Issues a token to a user. The answer holds it, and nothing else ever does.</summary>
/// <param name="By">Who asks.</param>
/// <param name="UserId">Whose token it will be; <c>null</c> when the caller named the user by something that is no id.</param>
/// <param name="Token">What it is to be like.</param>
/// <param name="Secret">A token known beforehand, as the demo data and repeated requests have; <c>null</c> for a new random one.</param>
/// <param name="IsRepeated">Whether it was issued before, and only the answer is asked for: its end may have come since.</param>
public sealed record IssueToken(Actor By, long? UserId, IssueToken.Fields? Token, string? Secret = null, bool IsRepeated = false) : ICommand
{
    /// <param name="ExpiresAt">When it stops working; missing for never.</param>
    public sealed record Fields(GivenText ExpiresAt = default);
}

public sealed class IssueTokenRules : AbstractValidator<IssueToken>
{
    public IssueTokenRules(IClock clock)
    {
        RuleFor(c => c.Token)
            .MustBeGiven(
                "token",
                () =>
                {
                    RuleFor(c => c.Token!.ExpiresAt).MayBeInstant("expires_at");
                    When(
                        c => !c.IsRepeated,
                        () =>
                            RuleFor(c => c.Token!.ExpiresAt)
                                .Refuse(
                                    "expires_at",
                                    end => InstantText.First(end.Value) <= clock.GetCurrentInstant() ? "must be in the future" : null
                                )
                    );
                }
            );
    }
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
        if (command.UserId is not { } userId)
            return Refusal.UserNotFound;

        var expiresAt = InstantText.First(command.Token!.ExpiresAt.Value);
        var token = command.Secret ?? TokenSecret.New();
        var sha256 = TokenSecret.Sha256Of(token);
        var decided = await streams.Decide<User, TokenIssued>(command.By, userId, Issue, image: null, cancellation);
        if (decided.Refusal is { } why)
            return why;

        var response = IssuedTokenResponse.Of(decided.State!, token);
        return decided.Event is null ? new Outcome.Updated(response) : new Outcome.Created(response.Id, response);

        // No id is used up for a user who is not there.
        async ValueTask<Decision<TokenIssued>> Issue(User? user)
        {
            var id = user is null ? 0 : await ids.NextTokenId(cancellation);
            return UserDecisions.IssueToken(user, id, sha256, expiresAt, command.By, clock.GetCurrentInstant());
        }
    }
}
