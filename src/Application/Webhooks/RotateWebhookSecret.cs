using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Makes a new secret, which the answer shows this once; for another day deliveries are signed by the former one too.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record RotateWebhookSecret(Actor By, long? WebhookId) : ICommand;

public sealed class RotateWebhookSecretRules : AbstractValidator<RotateWebhookSecret>;

public static class RotateWebhookSecretHandler
{
    public static async Task<Outcome> Handle(
        RotateWebhookSecret command,
        RotateWebhookSecretRules rules,
        IEventStreams streams,
        IWebhookSecrets secrets,
        IWebhookDeliveries deliveries,
        IKeptAnswers kept,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var by = command.By;
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;
        if (command.WebhookId is not { } id)
            return Refusal.WebhookNotFound;
        if (!secrets.CanKeep)
            return Refusal.WebhooksNotSetUp;

        var secret = await secrets.Make(by.ClinicId, cancellation);
        var decided = await streams.Decide<Webhook, WebhookSecretRotated>(
            by,
            id,
            webhook => new(WebhookDecisions.RotateSecret(webhook, secret.Id, by, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        var shown = await secrets.Shown(by.ClinicId, decided.Refusal is null ? decided.State!.Secrets[^1].Id : null, secret, cancellation);
        if (decided.Refusal is { } why)
            return why;

        var progress = await kept.Once(Webhook.StreamKey(id), () => deliveries.Progress(by.ClinicId, decided.State!, cancellation));
        return new Outcome.Updated(WebhookResponse.Of(decided.State!, progress, shown));
    }
}
