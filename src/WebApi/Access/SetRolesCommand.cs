using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>users roles</c></summary>
internal sealed class SetRolesCommand : AsyncCommand<UserSettings>
{
    public const string Example = "users roles --clinic 1 --id 7 --role supervisor --role auditor";

    public override Task<int> ExecuteAsync(CommandContext context, UserSettings settings, CancellationToken cancellationToken) =>
        Printed.Outcome<UserResponse>(
            settings,
            new SetUserRoles(settings.Operator, settings.User, new(GivenFields.Roles(settings.Roles))),
            EnrolUserCommand.InWords,
            cancellationToken
        );
}
