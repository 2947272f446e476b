using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;
using JasperFx.Events;
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
        IEventStoreOperations events,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var stream = await events.FetchForWriting<User>(User.StreamKey(command.UserId), cancellation);
        if (stream.Aggregate is null)
            return Refusal.UserNotFound;

        var id = await ids.NextTokenId(cancellation);
        var token = command.Token ?? TokenSecret.New();
        var sha256 = TokenSecret.Sha256Of(token);
        var decision = UserDecisions.IssueToken(stream.Aggregate, id, sha256, command.ExpiresAt, command.By, clock.GetCurrentInstant());
        if (decision.Refusal is { } why)
            return why;

        if (decision.Event is not { } issued)
        {
            var known = stream.Aggregate.Tokens.Single(t => t.Sha256 == sha256);
            return new Outcome.Updated(new IssuedTokenResponse(known.Id, command.UserId, token, known.ExpiresAt));
        }

        stream.AppendOne(issued);
        return new Outcome.Created(id, new IssuedTokenResponse(id, command.UserId, token, issued.ExpiresAt));
    }
}
