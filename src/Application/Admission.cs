using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application;

/// <summary>What every command passes before its handler looks at anything stored: the role first, then the fields.</summary>
public static class Admission
{
    /// <summary>The refusal, or <c>null</c> when the command may go on.</summary>
    /// <param name="rules">The rules of the command's fields.</param>
    /// <param name="command">The command as it came.</param>
    /// <param name="whoMay">The roles of which the actor needs one.</param>
    public static Outcome? Refuses<TCommand>(this AbstractValidator<TCommand> rules, TCommand command, IReadOnlyList<Role> whoMay)
        where TCommand : ICommand
    {
        if (command.By.ActingAs(whoMay) is null)
            return Refusal.NotPermitted;

        var result = rules.Validate(command);
        return result.IsValid ? null : new Outcome.Invalid(result.ToDictionary());
    }
}
