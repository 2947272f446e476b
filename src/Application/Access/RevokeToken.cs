using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Makes a token of a user stop working, on every node within five seconds.</summary>
/// <param name="By">Who asks.</param>
/// <param name="UserId">Whose token it is; <c>null</c> when the caller named the user by something that is no id.</param>
/// <param name="TokenId">The token; <c>null</c> likewise.</param>
public sealed record RevokeToken(Actor By, long? UserId, long? TokenId) : ICommand;

public sealed class RevokeTokenRules : AbstractValidator<RevokeToken>;

public static class RevokeTokenHandler
{
    public static async Task<Outcome> Handle(
        RevokeToken command,
        RevokeTokenRules rules,
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;
        if (command.UserId is not { } id)
            return Refusal.UserNotFound;

        var decided = await streams.Decide<User, TokenRevoked>(
            command.By,
            id,
            user => new(UserDecisions.RevokeToken(user, command.TokenId, command.By, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        return new Outcome.Updated(TokenResponse.Of(decided.State!, command.TokenId));
    }
}
