using System.ComponentModel;
using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>tokens list</c></summary>
internal sealed class ListTokensCommand : AsyncCommand<ListTokensCommand.Asked>
{
    public const string Example = "tokens list --clinic 1 --user 7";

    internal sealed class Asked : ListSettings
    {
        [CommandOption("--user <ID>", isRequired: true)]
        [Description("Whose tokens")]
        public long User { get; init; }
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        Printed.Outcome<TokensResponse>(
            settings,
            new ReadTokens(settings.Operator, settings.User, settings.Paging),
            InWords,
            cancellationToken
        );

    private static void InWords(IAnsiConsole console, TokensResponse tokens)
    {
        var table = Printed.Table("Token", "Issued", "Expires", "Revoked");
        foreach (var token in tokens.Tokens)
        {
            table.AddRow(
                token.Id.ToString(CultureInfo.InvariantCulture),
                When(token.IssuedAt),
                When(token.ExpiresAt),
                When(token.RevokedAt)
            );
        }

        console.Page(table, tokens.Pagination);
    }

    private static string When(Instant? moment) => moment is { } known ? WireInstant.Text(known) : "";
}
