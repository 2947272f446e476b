using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Gives a user these roles and no others.</summary>
/// <param name="By">Who asks.</param>
/// <param name="UserId">The user; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="User">What the user is to be.</param>
/// <param name="If">What is known of the user must be like this for that.</param>
public sealed record SetUserRoles(Actor By, long? UserId, SetUserRoles.Fields? User, Precondition? If = null) : ICommand
{
    public sealed record Fields(GivenRoles Roles);
}

public sealed class SetUserRolesRules : AbstractValidator<SetUserRoles>
{
    public SetUserRolesRules()
    {
        RuleFor(c => c.User).MustBeGiven("user", () => RuleFor(c => c.User!.Roles).MustBeRoles("roles"));
    }
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
        if (command.UserId is not { } id)
            return Refusal.UserNotFound;

        var roles = command.User!.Roles.Value;
        var decided = await streams
            .Provided(command.If)
            .Decide<User, UserRolesSet>(
                command.By,
                id,
                user => new(UserDecisions.SetRoles(user, roles, command.By, clock.GetCurrentInstant())),
                image: null,
                cancellation
            );
        if (decided.Refusal is { } why)
            return why;

        return new Outcome.Updated(UserResponse.Of(decided.State!), decided.Tag);
    }
}
