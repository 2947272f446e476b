using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>
/// Issues a token in the place of another of the user, with the same end; the other stops working, on every node within five seconds. Both
/// happen or neither.
/// </summary>
/// <param name="By">Who asks.</param>
/// <param name="UserId">Whose tokens they are; <c>null</c> when the caller named the user by something that is no id.</param>
/// <param name="TokenId">The token to be replaced; <c>null</c> likewise.</param>
/// <param name="Secret">The token that takes its place, where that must be a certain one; <c>null</c> for a new random one.</param>
public sealed record RotateToken(Actor By, long? UserId, long? TokenId, string? Secret = null) : ICommand;

public sealed class RotateTokenRules : AbstractValidator<RotateToken>;

public static class RotateTokenHandler
{
    public static async Task<Outcome> Handle(
        RotateToken command,
        RotateTokenRules rules,
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

        var token = command.Secret ?? TokenSecret.New();
        var sha256 = TokenSecret.Sha256Of(token);
        var decided = await streams.Decide<User, TokenIssued>(command.By, userId, Rotate, image: null, cancellation);
        if (decided.Refusal is { } why)
            return why;

        var response = IssuedTokenResponse.Of(decided.State!, token);
        return new Outcome.Created(response.Id, response);

        // No id is used up for a user who is not there.
        async ValueTask<Decision<TokenIssued>> Rotate(User? user)
        {
            var id = user is null ? 0 : await ids.NextTokenId(cancellation);
            return UserDecisions.RotateToken(user, command.TokenId, id, sha256, command.By, clock.GetCurrentInstant());
        }
    }
}
