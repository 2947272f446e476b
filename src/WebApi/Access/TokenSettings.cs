using System.ComponentModel;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary>What names a token on the command line.</summary>
internal sealed class TokenSettings : ClinicSettings
{
    [CommandOption("--user <ID>", isRequired: true)]
    [Description("Whose token")]
    public long User { get; init; }

    [CommandOption("--token <ID>", isRequired: true)]
    [Description("The token's id, as tokens list shows it; it is no secret")]
    public long Token { get; init; }
}
