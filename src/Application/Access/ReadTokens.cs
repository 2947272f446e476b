using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Access;

/// <summary>Asks which tokens a user has had.</summary>
/// <param name="By">Who asks.</param>
/// <param name="UserId">The user; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="Paging">Which page of the tokens.</param>
public sealed record ReadTokens(Actor By, long? UserId, GivenPaging Paging) : ICommand;

public sealed class ReadTokensRules : AbstractValidator<ReadTokens>
{
    public ReadTokensRules() => this.MustBePaging(q => q.Paging);
}

public static class ReadTokensHandler
{
    public static async Task<Outcome> Handle(ReadTokens query, ReadTokensRules rules, IEventStreams streams, CancellationToken cancellation)
    {
        if (rules.Refuses(query, WhoMay.Administer) is { } refusal)
            return refusal;
        if (query.UserId is not { } id || await streams.Read<User>(query.By, id, asOf: null, cancellation) is not ({ } user, _))
            return Refusal.UserNotFound;

        var paging = query.Paging.Value;
        return new Outcome.Found(
            new TokensResponse(
                [.. paging.Of(user.Tokens).Select(token => TokenResponse.Of(user, token))],
                PaginationResponse.Of(paging, user.Tokens.Count)
            )
        );
    }
}
