using System.ComponentModel;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary>What every command takes that is about one webhook.</summary>
internal class WebhookSettings : ClinicSettings
{
    [CommandOption("--id <ID>", isRequired: true)]
    [Description("The webhook")]
    public long Webhook { get; init; }

    public override ValidationResult Validate() => base.Validate() is { Successful: false } fault ? fault : Id(Webhook, "--id");
}
