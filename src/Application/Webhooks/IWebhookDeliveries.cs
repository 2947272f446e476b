using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>How far the webhooks are, and what came of each delivery.</summary>
public interface IWebhookDeliveries
{
    /// <summary>How far a webhook is.</summary>
    Task<WebhookProgress> Progress(long clinicId, Webhook webhook, CancellationToken cancellation);

    /// <summary>Has the next delivery tried without a wait, however often it has failed.</summary>
    Task TryAtOnce(long clinicId, long webhookId, CancellationToken cancellation);

    /// <summary>A page of what was delivered or tried, the newest first, and how much there is.</summary>
    Task<(IReadOnlyList<DeliveryResponse> Deliveries, long Total)> Page(
        long clinicId,
        long webhookId,
        Paging paging,
        CancellationToken cancellation
    );

    /// <summary>Sends one event that is none of the ledger's, now.</summary>
    Task<TestResponse> Test(Webhook webhook, Actor by, CancellationToken cancellation);
}

/// <summary>How far a webhook is.</summary>
/// <param name="Position">All events up to it are delivered, or of other types.</param>
/// <param name="Failures">How often the next delivery has failed in a row.</param>
/// <param name="NextAttemptAt">When it is tried again, if it has failed.</param>
/// <param name="LastError">What came of it last, if it has failed.</param>
public sealed record WebhookProgress(long Position, int Failures, Instant? NextAttemptAt, string? LastError)
{
    /// <summary>Where a webhook is before anything has been delivered since it began.</summary>
    public static WebhookProgress AtStart(Webhook webhook) => new(webhook.After, Failures: 0, NextAttemptAt: null, LastError: null);
}
