using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Tests;

/// <summary>What a command is told before anything stored is looked at.</summary>
internal static class Verdict
{
    /// <summary>The faults as <c>field sentence</c>, in their order; none when the command may go on.</summary>
    public static string[] Faults<TCommand>(this AbstractValidator<TCommand> rules, TCommand command)
        where TCommand : ICommand =>
        rules.Refuses(command, Enum.GetValues<Role>()) switch
        {
            null => [],
            Outcome.Invalid invalid => [.. invalid.Faults.SelectMany(field => field.Value.Select(sentence => $"{field.Key} {sentence}"))],
            var other => throw new InvalidOperationException(other.ToString()),
        };

    /// <summary>Shows that a command of nothing but faults is refused for its role where the role does not permit it.</summary>
    public static void ShouldLookAtTheRoleFirst<TCommand>(
        this AbstractValidator<TCommand> rules,
        Func<Actor, TCommand> faulty,
        IReadOnlyList<Role> whoMay
    )
        where TCommand : ICommand
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var refusal = rules.Refuses(faulty(People.Having(role)), whoMay);
            if (whoMay.Contains(role))
                refusal.ShouldBeOfType<Outcome.Invalid>();
            else
                refusal.ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
        }

        rules.Refuses(faulty(People.Having()), whoMay).ShouldBe(new Outcome.Refused(Refusal.NotPermitted));
    }
}
