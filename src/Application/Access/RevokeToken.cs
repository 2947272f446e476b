using ClinicNotes.Domain.Access;
using FluentValidation;
using JasperFx.Events;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Makes a token of a user stop working, on every node within five seconds.</summary>
public sealed record RevokeToken(Actor By, long UserId, long TokenId) : ICommand;

public sealed class RevokeTokenRules : AbstractValidator<RevokeToken>;

public static class RevokeTokenHandler
{
    public static async Task<Outcome> Handle(
        RevokeToken command,
        RevokeTokenRules rules,
        IEventStoreOperations events,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var stream = await events.FetchForWriting<User>(User.StreamKey(command.UserId), cancellation);
        var decision = UserDecisions.RevokeToken(stream.Aggregate, command.TokenId, command.By, clock.GetCurrentInstant());
        if (decision.Refusal is { } why)
            return why;

        if (decision.Event is { } revoked)
            stream.AppendOne(revoked);

        return new Outcome.Updated(new RevokedTokenResponse(command.TokenId, command.UserId));
    }
}
