using System.ComponentModel;
using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>webhooks deliveries</c>: a line for each attempt, the newest first.</summary>
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
        var table = Printed.Table("Position", "Attempt", "At", "Took", "Status", "Error", "Next attempt");
        foreach (var delivery in deliveries.Deliveries)
        {
            var position = delivery.Position;
            foreach (var attempt in delivery.AttemptLog.Reverse())
            {
                table.AddRow(
                    position,
                    attempt.Number.ToString(CultureInfo.InvariantCulture),
                    WireInstant.Text(attempt.At),
                    string.Create(CultureInfo.InvariantCulture, $"{attempt.DurationMs} ms"),
                    attempt.Error is null ? "delivered" : "failed",
                    Markup.Escape(attempt.Error ?? ""),
                    attempt.NextAttemptAt is { } next ? WireInstant.Text(next) : ""
                );
                position = "";
            }
        }

        console.Page(table, deliveries.Pagination);
    }
}
