using ClinicNotes.Domain.Access;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Lets a user act in the clinic.</summary>
public sealed record EnrolUser(Actor By, GivenId UserId, GivenText Name, IReadOnlyList<Role> Roles) : ICommand;

public sealed class EnrolUserRules : AbstractValidator<EnrolUser>
{
    public EnrolUserRules()
    {
        RuleFor(c => c.UserId).MustBeId("user_id");
        RuleFor(c => c.Name).MustBeText("name");
        RuleFor(c => c.Roles).Refuse("roles", roles => roles.Count == 0 ? FieldRules.Blank : null);
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

        var id = command.UserId.Value;
        var name = command.Name.Value!;
        var decided = await streams.Decide<User, UserEnrolled>(
            command.By,
            id,
            user => new(UserDecisions.Enrol(user, id, name, command.Roles, command.By, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        var response = UserResponse.Of(decided.State!);
        return decided.Before is null ? new Outcome.Created(id, response) : new Outcome.Updated(response);
    }
}
