using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>tokens rotate</c></summary>
internal sealed class RotateTokenCommand : AsyncCommand<TokenSettings>
{
    public const string Example = "tokens rotate --clinic 1 --user 7 --token 33";

    public override Task<int> ExecuteAsync(CommandContext context, TokenSettings settings, CancellationToken cancellationToken) =>
        Printed.Outcome<IssuedTokenResponse>(
            settings,
            new RotateToken(settings.Operator, settings.User, settings.Token),
            IssueTokenCommand.InWords,
            cancellationToken
        );
}
