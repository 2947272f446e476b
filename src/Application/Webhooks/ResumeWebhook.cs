using ClinicNotes.Application.Retries;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using FluentValidation;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Lets delivery go on from where it stopped, at once.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
public sealed record ResumeWebhook(Actor By, long? WebhookId) : ICommand;

public sealed class ResumeWebhookRules : AbstractValidator<ResumeWebhook>;

public static class ResumeWebhookHandler
{
    public static async Task<Outcome> Handle(
        ResumeWebhook command,
        ResumeWebhookRules rules,
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

        var decided = await streams.Decide<Webhook, WebhookResumed>(
            command.By,
            id,
            webhook => new(WebhookDecisions.Resume(webhook, command.By, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        var progress = await kept.Once(
            Webhook.StreamKey(id),
            async () =>
            {
                await deliveries.TryAtOnce(command.By.ClinicId, id, cancellation);
                return await deliveries.Progress(command.By.ClinicId, decided.State!, cancellation);
            }
        );
        return new Outcome.Updated(WebhookResponse.Of(decided.State!, progress));
    }
}
