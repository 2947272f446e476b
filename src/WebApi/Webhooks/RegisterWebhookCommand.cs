using System.ComponentModel;
using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>webhooks register</c>: prints the secret alone on its line, so that it is easy to take.</summary>
internal sealed class RegisterWebhookCommand : AsyncCommand<RegisterWebhookCommand.Asked>
{
    public const string Example = "webhooks register --clinic 1 --url https://hooks.example.com/clinicnotes --after 0";

    internal sealed class Asked : ClinicSettings
    {
        [CommandOption("--url <URL>", isRequired: true)]
        [Description("Where to: https, to a host on the public internet")]
        public string Url { get; init; } = "";

        [CommandOption("--type <TYPE>")]
        [Description("Only events of this type, such as clinicnotes.addendum.requested.v1; may be given several times")]
        public string[] Types { get; init; } = [];

        [CommandOption("--after <POSITION>")]
        [Description("After which position of the feed; from the beginning unless given")]
        public long? After { get; init; }
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        Printed.Outcome<WebhookResponse>(
            settings,
            new RegisterWebhook(
                settings.Operator,
                new(
                    GivenText.Of(settings.Url),
                    settings.Types is [] ? GivenTypes.Missing : GivenTypes.Of(settings.Types),
                    GivenText.Of(settings.After?.ToString(CultureInfo.InvariantCulture))
                )
            ),
            InWords,
            cancellationToken
        );

    public static void InWords(IAnsiConsole console, WebhookResponse answer)
    {
        var webhook = answer.Webhook;
        var paused = webhook.PausedAt is { } since ? $", paused since {WireInstant.Text(since)}" : "";
        console.WriteLine($"Webhook {webhook.Id} to {webhook.Url}: delivered up to position {webhook.Position}{paused}.");
        if (webhook.PauseReason is { } reason)
            console.WriteLine(reason);
        if (webhook.LastError is { } error)
            console.WriteLine($"Failed {webhook.Failures} times: {error}");
        if (webhook.Secret is { } secret)
        {
            console.WriteLine("Its secret is shown this once:");
            console.WriteLine(secret);
        }
    }
}
