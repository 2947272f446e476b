using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Has nothing delivered until the webhook is resumed. What is being sent at that moment may still arrive.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record PauseWebhook(Actor By, long? WebhookId) : ICommand;

public sealed class PauseWebhookRules : AbstractValidator<PauseWebhook>;

public static class PauseWebhookHandler
{
    public static async Task<Outcome> Handle(
        PauseWebhook command,
        PauseWebhookRules rules,
        IEventStreams streams,
        IWebhookDeliveries deliveries,
        IKeptAnswers kept,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;
        if (command.WebhookId is not { } id)
            return Refusal.WebhookNotFound;

        var decided = await streams.Decide<Webhook, WebhookPaused>(
            command.By,
            id,
            webhook => new(WebhookDecisions.Pause(webhook, command.By, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        var progress = await kept.Once(Webhook.StreamKey(id), () => deliveries.Progress(command.By.ClinicId, decided.State!, cancellation));
        return new Outcome.Updated(WebhookResponse.Of(decided.State!, progress));
    }
}
