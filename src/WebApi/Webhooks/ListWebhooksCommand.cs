using System.Globalization;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>webhooks list</c></summary>
internal sealed class ListWebhooksCommand : AsyncCommand<ListSettings>
{
    public const string Example = "webhooks list --clinic 1";

    public override Task<int> ExecuteAsync(CommandContext context, ListSettings settings, CancellationToken cancellationToken) =>
        Printed.Outcome<WebhooksResponse>(settings, new ReadWebhooks(settings.Operator, settings.Paging), InWords, cancellationToken);

    private static void InWords(IAnsiConsole console, WebhooksResponse webhooks)
    {
        var table = Printed.Table("Webhook", "Address", "Status", "Position", "Failures", "Last error");
        foreach (var webhook in webhooks.Webhooks)
        {
            table.AddRow(
                Text(webhook.Id),
                Markup.Escape(webhook.Url),
                webhook.Status,
                webhook.Position,
                Text(webhook.Failures),
                Markup.Escape(webhook.LastError ?? "")
            );
        }

        console.Page(table, webhooks.Pagination);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
