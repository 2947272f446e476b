using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Access;

/// <summary>Asks who may act in the clinic.</summary>
public sealed record ReadUsers(Actor By, GivenPaging Paging) : ICommand;

public sealed class ReadUsersRules : AbstractValidator<ReadUsers>
{
    public ReadUsersRules() => this.MustBePaging(q => q.Paging);
}

public static class ReadUsersHandler
{
    public static async Task<Outcome> Handle(ReadUsers query, ReadUsersRules rules, IClinicUsers users, CancellationToken cancellation)
    {
        if (rules.Refuses(query, WhoMay.Administer) is { } refusal)
            return refusal;

        var paging = query.Paging.Value;
        var (page, total) = await users.Page(query.By.ClinicId, paging, cancellation);
        return new Outcome.Found(new UsersResponse([.. page.Select(UserResponse.Of)], PaginationResponse.Of(paging, total)));
    }
}
