using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using FluentValidation;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Asks how a webhook is, and how far.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record ReadWebhook(Actor By, long? WebhookId) : ICommand;

public sealed class ReadWebhookRules : AbstractValidator<ReadWebhook>;

public static class ReadWebhookHandler
{
    public static async Task<Outcome> Handle(
        ReadWebhook query,
        ReadWebhookRules rules,
        IEventStreams streams,
        IWebhookDeliveries deliveries,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Administer) is { } refusal)
            return refusal;
        if (await streams.Webhook(query.By, query.WebhookId, cancellation) is not { } webhook)
            return Refusal.WebhookNotFound;

        return new Outcome.Found(WebhookResponse.Of(webhook, await deliveries.Progress(query.By.ClinicId, webhook, cancellation)));
    }

    /// <summary>A webhook that is there; <c>null</c> for one that is deleted, or never was.</summary>
    internal static async Task<Webhook?> Webhook(this IEventStreams streams, Actor by, long? id, CancellationToken cancellation) =>
        id is { } known && await streams.Read<Webhook>(by, known, asOf: null, cancellation) is ({ IsDeleted: false } webhook, _)
            ? webhook
            : null;
}
