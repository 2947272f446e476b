using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Has one event that is none of the ledger's sent at once, and says what came of it.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record TestWebhook(Actor By, long? WebhookId) : ICommand;

public sealed class TestWebhookRules : AbstractValidator<TestWebhook>;

public static class TestWebhookHandler
{
    public static async Task<Outcome> Handle(
        TestWebhook command,
        TestWebhookRules rules,
        IEventStreams streams,
        IWebhookDeliveries deliveries,
        IKeptAnswers kept,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;
        if (await streams.Webhook(command.By, command.WebhookId, cancellation) is not { } webhook)
            return Refusal.WebhookNotFound;

        var stream = Domain.Webhooks.Webhook.StreamKey(webhook.WebhookId);
        return new Outcome.Found(await kept.Once(stream, () => deliveries.Test(webhook, command.By, cancellation)));
    }
}
