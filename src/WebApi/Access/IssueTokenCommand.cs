using System.ComponentModel;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>tokens issue</c>: prints the token alone on its line, so that it is easy to take.</summary>
internal sealed class IssueTokenCommand : AsyncCommand<IssueTokenCommand.Asked>
{
    public const string Example = "tokens issue --clinic 1 --user 7 --expires-at 2030-01-01";

    internal sealed class Asked : ClinicSettings
    {
        [CommandOption("--user <ID>", isRequired: true)]
        [Description("Whose token")]
        public long User { get; init; }

        [CommandOption("--expires-at <DATE>")]
        [Description("From when on it works no longer, such as 2030-01-01 or 2030-01-01T12:00:00Z; never unless given")]
        public string? ExpiresAt { get; init; }
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        Printed.Outcome<IssuedTokenResponse>(
            settings,
            new IssueToken(settings.Operator, settings.User, new(GivenText.Of(settings.ExpiresAt))),
            InWords,
            cancellationToken
        );

    public static void InWords(IAnsiConsole console, IssuedTokenResponse token)
    {
        var until = token.ExpiresAt is { } end ? $"until {WireInstant.Text(end)}" : "until it is revoked";
        console.WriteLine($"Token {token.Id} of user {token.UserId}, which works {until}. It is shown this once:");
        console.WriteLine(token.Token);
    }
}
