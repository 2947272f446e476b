using ClinicNotes.Domain.Access;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Lets a user act in the clinic.</summary>
public sealed record EnrolUser(Actor By, EnrolUser.Fields? User) : ICommand
{
    public sealed record Fields(GivenId UserId, GivenText Name, GivenRoles Roles);
}

public sealed class EnrolUserRules : AbstractValidator<EnrolUser>
{
    public EnrolUserRules()
    {
        RuleFor(c => c.User)
            .MustBeGiven(
                "user",
                () =>
                {
                    RuleFor(c => c.User!.UserId).MustBeId("user_id");
                    RuleFor(c => c.User!.Name).MustBeText("name");
                    RuleFor(c => c.User!.Roles).MustBeRoles("roles");
                }
            );
    }
}

public static class EnrolUserHandler
{
    public static async Task<Outcome> Handle(
        EnrolUser command,
        EnrolUserRules rules,
        IEventStreams streams,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var id = command.User!.UserId.Value;
        var name = command.User.Name.Value!;
        var roles = command.User.Roles.Value;
        var decided = await streams.Decide<User, UserEnrolled>(
            command.By,
            id,
            user => new(UserDecisions.Enrol(user, id, name, roles, command.By, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        var response = UserResponse.Of(decided.State!);
        return decided.Before is null ? new Outcome.Created(id, response, decided.Tag) : new Outcome.Updated(response, decided.Tag);
    }
}
