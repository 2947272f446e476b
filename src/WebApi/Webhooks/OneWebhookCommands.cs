using ClinicNotes.Application.Webhooks;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Webhooks;

/// <summary><c>webhooks show</c></summary>
internal sealed class ShowWebhookCommand : AsyncCommand<WebhookSettings>
{
    public override Task<int> ExecuteAsync(CommandContext context, WebhookSettings settings, CancellationToken cancellationToken) =>
        settings.Does(new ReadWebhook(settings.Operator, settings.Webhook), cancellationToken);
}

/// <summary><c>webhooks pause</c></summary>
internal sealed class PauseWebhookCommand : AsyncCommand<WebhookSettings>
{
    public override Task<int> ExecuteAsync(CommandContext context, WebhookSettings settings, CancellationToken cancellationToken) =>
        settings.Does(new PauseWebhook(settings.Operator, settings.Webhook), cancellationToken);
}

/// <summary><c>webhooks resume</c></summary>
internal sealed class ResumeWebhookCommand : AsyncCommand<WebhookSettings>
{
    public override Task<int> ExecuteAsync(CommandContext context, WebhookSettings settings, CancellationToken cancellationToken) =>
        settings.Does(new ResumeWebhook(settings.Operator, settings.Webhook), cancellationToken);
}

/// <summary><c>webhooks rotate</c></summary>
internal sealed class RotateWebhookCommand : AsyncCommand<WebhookSettings>
{
    public override Task<int> ExecuteAsync(CommandContext context, WebhookSettings settings, CancellationToken cancellationToken) =>
        settings.Does(new RotateWebhookSecret(settings.Operator, settings.Webhook), cancellationToken);
}

/// <summary><c>webhooks delete</c></summary>
internal sealed class DeleteWebhookCommand : AsyncCommand<WebhookSettings>
{
    public override Task<int> ExecuteAsync(CommandContext context, WebhookSettings settings, CancellationToken cancellationToken) =>
        settings.Does(new DeleteWebhook(settings.Operator, settings.Webhook), cancellationToken);
}

internal static class OneWebhook
{
    /// <summary>Does something with a webhook, and says how it is then.</summary>
    public static Task<int> Does(this WebhookSettings settings, Application.ICommand command, CancellationToken cancellation) =>
        Printed.Outcome<WebhookResponse>(settings, command, RegisterWebhookCommand.InWords, cancellation);
}
