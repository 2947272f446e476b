using ClinicNotes.Domain.Access;
using FluentValidation;
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
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var decided = await streams.Decide<User, UserRolesSet>(
            command.By,
            command.UserId,
            user => new(UserDecisions.SetRoles(user, command.Roles, command.By, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        return new Outcome.Updated(UserResponse.Of(decided.State!));
    }
}
