using System.Diagnostics;
using ClinicNotes.Application.Feed;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>
/// Delivers to one webhook what it has not got yet, one event after the other: the next is sent when the one before has been taken. How far
/// it is, is noted after a batch or a second; whoever goes on after a crash sends what came later again, with the same ids.
/// </summary>
internal sealed class WebhookDelivery(
    IEventFeed feed,
    IWebhookDeliveries deliveries,
    StoredStreams streams,
    DeliveryRows rows,
    WebhookSender sender,
    Suspension suspension,
    IClock clock
)
{
    internal const int Batch = 100;

    private static readonly TimeSpan LongestUnnoted = TimeSpan.FromSeconds(1);

    /// <summary>How long what was done to a webhook may go unseen while it is delivered to.</summary>
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends when there is nothing to deliver now.</summary>
    public async Task Run(WebhookKey key, CancellationToken cancellation)
    {
        (long Starts, long Position)? at = null;
        while (await Active(key, cancellation) is { } webhook)
        {
            at = at?.Starts == webhook.Starts ? at : await Begin(key, webhook, cancellation);
            if (at is not { Position: var from })
                return;

            var page = await FeedPage.Read(feed, key.ClinicId, FeedFilter.Of(webhook.Types), from, Batch, cancellation);
            if (page.Next <= from || !await Deliver(key, webhook, from, page, cancellation))
                return;
            at = (webhook.Starts, page.Next);
        }
    }

    /// <summary>From where it goes on; <c>null</c> when it is to wait.</summary>
    private async Task<(long Starts, long Position)?> Begin(WebhookKey key, Webhook webhook, CancellationToken cancellation)
    {
        await rows.Begin(key.ClinicId, webhook, cancellation);
        var progress = await deliveries.Progress(key.ClinicId, webhook, cancellation);
        return progress.NextAttemptAt > clock.GetCurrentInstant() ? null : (webhook.Starts, progress.Position);
    }

    /// <returns>Whether all was delivered, and the webhook is as it was.</returns>
    private async Task<bool> Deliver(WebhookKey key, Webhook webhook, long from, FeedPage page, CancellationToken cancellation)
    {
        var source = feed.SourceOf(key.ClinicId);
        var delivered = new List<TriedEvent>();
        var (unnoted, unseen) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        foreach (var entry in page.Entries)
        {
            if (unseen.Elapsed >= LongestUnseen)
            {
                if (await Active(key, cancellation) is not { } now || now.Starts != webhook.Starts)
                {
                    await Note(delivered.Count == 0 ? from : delivered[^1].Position);
                    return false;
                }

                webhook = now;
                unseen.Restart();
            }

            var e = PublicEvent.Of(entry, source);
            var tried = new TriedEvent(entry.Position, await sender.Send(key.ClinicId, webhook, e, cancellation));
            if (tried.Attempt.Error is not null)
                return await Note(entry.Position - 1) && await Fail(key, webhook, entry.Position - 1, tried, cancellation);

            delivered.Add(tried);
            if (unnoted.Elapsed >= LongestUnnoted && !await Note(entry.Position))
                return false;
        }

        return await Note(page.Next);

        // A node that was cut off and has been overtaken finds that it is no longer where it was.
        async Task<bool> Note(long to)
        {
            if (to == from)
                return true;

            var isOurs = await rows.Move(key.ClinicId, webhook, from, to, delivered, cancellation);
            from = to;
            unnoted.Restart();
            delivered.Clear();
            return isOurs;
        }
    }

    private async Task<bool> Fail(WebhookKey key, Webhook webhook, long from, TriedEvent tried, CancellationToken cancellation)
    {
        var failed = await deliveries.Progress(key.ClinicId, webhook, cancellation);
        var wait = Retrying.Wait(failed.Failures + 1, Random.Shared.NextDouble(), tried.Attempt.RetryAfter);
        await rows.Fail(key.ClinicId, webhook, from, tried with { NextAttemptAt = clock.GetCurrentInstant() + wait }, cancellation);
        await suspension.IfNoUse(key, webhook, tried.Attempt, cancellation);
        return false;
    }

    /// <summary>The webhook as it is now, unless it is paused or deleted.</summary>
    private async Task<Webhook?> Active(WebhookKey key, CancellationToken cancellation)
    {
        var stream = new StreamKey(Tenant.Of(key.ClinicId), Webhook.StreamKey(key.WebhookId));
        return (await streams.Read<Webhook>(stream, cancellation)).State is Webhook { IsDeleted: false, Paused: null } webhook
            ? webhook
            : null;
    }
}
