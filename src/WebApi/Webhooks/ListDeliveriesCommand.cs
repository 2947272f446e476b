using System.ComponentModel;
using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>webhooks deliveries</c></summary>
internal sealed class ListDeliveriesCommand : AsyncCommand<ListDeliveriesCommand.Asked>
{
    public const string Example = "webhooks deliveries --clinic 1 --id 5";

    internal sealed class Asked : ListSettings
    {
        [CommandOption("--id <ID>", isRequired: true)]
        [Description("The webhook")]
        public long Webhook { get; init; }
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        Printed.Outcome<DeliveriesResponse>(
            settings,
            new ReadDeliveries(settings.Operator, settings.Webhook, settings.Paging),
            InWords,
            cancellationToken
        );

    private static void InWords(IAnsiConsole console, DeliveriesResponse deliveries)
    {
        var table = Printed.Table("Position", "Status", "Attempts", "Last attempt", "Took", "Error");
        foreach (var delivery in deliveries.Deliveries)
        {
            table.AddRow(
                delivery.Position,
                delivery.Status,
                delivery.Attempts.ToString(CultureInfo.InvariantCulture),
                WireInstant.Text(delivery.LastAttemptAt),
                string.Create(CultureInfo.InvariantCulture, $"{delivery.DurationMs} ms"),
                Markup.Escape(delivery.Error ?? "")
            );
        }

        console.Page(table, deliveries.Pagination);
    }
}
