using ClinicNotes.Domain.Access;
using FluentValidation;
using JasperFx.Events;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Gives a user these roles and no others.</summary>
public sealed record SetUserRoles(Actor By, long UserId, IReadOnlyList<Role> Roles) : ICommand;

public sealed class SetUserRolesRules : AbstractValidator<SetUserRoles>
{
    public SetUserRolesRules() => RuleFor(c => c.Roles).Refuse("roles", roles => roles.Count == 0 ? FieldRules.Blank : null);
}

public static class SetUserRolesHandler
{
    public static async Task<Outcome> Handle(
        SetUserRoles command,
        SetUserRolesRules rules,
        IEventStoreOperations events,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var stream = await events.FetchForWriting<User>(User.StreamKey(command.UserId), cancellation);
        var decision = UserDecisions.SetRoles(stream.Aggregate, command.Roles, command.By, clock.GetCurrentInstant());
        if (decision.Refusal is { } why)
            return why;

        if (decision.Event is { } set)
            stream.AppendOne(set);

        var user = stream.Aggregate!;
        return new Outcome.Updated(new UserResponse(user.UserId, user.Name, decision.Event?.Roles ?? user.Roles));
    }
}
