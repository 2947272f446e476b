using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Pauses a webhook that nothing can be delivered to: asked for by the service itself, and by nobody else.</summary>
/// <param name="By">The clinic's operator.</param>
/// <param name="WebhookId">Which.</param>
/// <param name="Reason">What its admins are told.</param>
public sealed record SuspendWebhook(Actor By, long WebhookId, string Reason) : ICommand;

public static class SuspendWebhookHandler
{
    public static async Task<Outcome> Handle(
        SuspendWebhook command,
        IEventStreams streams,
        IWebhookDeliveries deliveries,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var decided = await streams.Decide<Webhook, WebhookPaused>(
            command.By,
            command.WebhookId,
            webhook => new(WebhookDecisions.Suspend(webhook, command.Reason, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        if (decided.Refusal is { } why)
            return why;

        var progress = await deliveries.Progress(command.By.ClinicId, decided.State!, cancellation);
        return new Outcome.Updated(WebhookResponse.Of(decided.State!, progress));
    }
}
