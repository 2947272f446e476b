using System.ComponentModel;
using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Webhooks;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>webhooks replay</c></summary>
internal sealed class ReplayWebhookCommand : AsyncCommand<ReplayWebhookCommand.Asked>
{
    public const string Example = "webhooks replay --clinic 1 --id 5 --after 0";

    internal sealed class Asked : WebhookSettings
    {
        [CommandOption("--after <POSITION>", isRequired: true)]
        [Description("After which position of the feed, 0 for the beginning")]
        public long After { get; init; }
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        settings.Does(
            new ReplayWebhook(
                settings.Operator,
                settings.Webhook,
                new(GivenText.Of(settings.After.ToString(CultureInfo.InvariantCulture)))
            ),
            cancellationToken
        );
}
