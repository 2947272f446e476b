using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Ends delivery for good, and destroys the secrets.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record DeleteWebhook(Actor By, long? WebhookId) : ICommand;

public sealed class DeleteWebhookRules : AbstractValidator<DeleteWebhook>;

public static class DeleteWebhookHandler
{
    public static async Task<Outcome> Handle(
        DeleteWebhook command,
        DeleteWebhookRules rules,
        IEventStreams streams,
        IWebhookSecrets secrets,
        IWebhookDeliveries deliveries,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(command, WhoMay.Administer) is { } refusal)
            return refusal;
        if (command.WebhookId is not { } id)
            return Refusal.WebhookNotFound;

        var decided = await streams.Decide<Webhook, WebhookDeleted>(
            command.By,
            id,
            webhook => new(WebhookDecisions.Delete(webhook, command.By, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        await secrets.Destroy(command.By.ClinicId, decided.State!.Secrets.Select(secret => secret.Id), cancellation);
        var progress = await deliveries.Progress(command.By.ClinicId, decided.State!, cancellation);
        return new Outcome.Updated(WebhookResponse.Of(decided.State!, progress));
    }
}
