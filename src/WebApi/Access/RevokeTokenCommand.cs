using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>tokens revoke</c></summary>
internal sealed class RevokeTokenCommand : AsyncCommand<TokenSettings>
{
    public const string Example = "tokens revoke --clinic 1 --user 7 --token 33";

    public override Task<int> ExecuteAsync(CommandContext context, TokenSettings settings, CancellationToken cancellationToken) =>
        Printed.Outcome<TokenResponse>(
            settings,
            new RevokeToken(settings.Operator, settings.User, settings.Token),
            (console, token) =>
                console.WriteLine($"Token {token.Id} of user {token.UserId} is revoked: within five seconds it works nowhere."),
            cancellationToken
        );
}
