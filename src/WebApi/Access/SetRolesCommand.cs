using System.ComponentModel;
using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>users roles</c></summary>
internal sealed class SetRolesCommand : AsyncCommand<SetRolesCommand.Asked>
{
    public const string Example = "users roles --clinic 1 --id 7 --role supervisor --role auditor";

    internal sealed class Asked : ClinicSettings
    {
        [CommandOption("--id <ID>", isRequired: true)]
        [Description("The user")]
        public long User { get; init; }

        [CommandOption("--role <ROLE>", isRequired: true)]
        [Description("provider, supervisor, admin, auditor or service; may be given several times")]
        public string[] Roles { get; init; } = [];
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        Printed.Outcome<UserResponse>(
            settings,
            new SetUserRoles(settings.Operator, settings.User, new(GivenFields.Roles(settings.Roles))),
            EnrolUserCommand.InWords,
            cancellationToken
        );
}
