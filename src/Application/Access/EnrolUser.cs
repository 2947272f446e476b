using ClinicNotes.Domain.Access;
using FluentValidation;
using JasperFx.Events;
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
        IEventStoreOperations events,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;

        var id = command.UserId.Value;
        var stream = await events.FetchForWriting<User>(User.StreamKey(id), cancellation);
        var decision = UserDecisions.Enrol(stream.Aggregate, id, command.Name.Value!, command.Roles, command.By, clock.GetCurrentInstant());
        if (decision.Refusal is { } why)
            return why;

        if (decision.Event is { } enrolled)
            stream.AppendOne(enrolled);

        var response = new UserResponse(id, command.Name.Value!, decision.Event?.Roles ?? stream.Aggregate!.Roles);
        return stream.Aggregate is null ? new Outcome.Created(id, response) : new Outcome.Updated(response);
    }
}
