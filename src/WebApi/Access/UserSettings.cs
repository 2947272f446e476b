using System.ComponentModel;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary>What names a user and the user's roles on the command line.</summary>
internal class UserSettings : ClinicSettings
{
    [CommandOption("--id <ID>", isRequired: true)]
    [Description("The user's id, unique in the clinic")]
    public long User { get; init; }

    [CommandOption("--role <ROLE>", isRequired: true)]
    [Description("provider, supervisor, admin, auditor or service; may be given several times")]
    public string[] Roles { get; init; } = [];
}
