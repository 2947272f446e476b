using System.Globalization;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Feed;

/// <summary>Asks who gets the clinic's events by themselves, and how far each of them is.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Paging">Which page of the webhooks.</param>
public sealed record ReadSubscriptions(Actor By, GivenPaging Paging) : ICommand;

/// <summary>Who gets the clinic's events.</summary>
/// <param name="End">The last position of the clinic's ledger.</param>
/// <param name="Webhooks">A page of the webhooks, by their ids.</param>
/// <param name="Broker">How far RabbitMQ is; <c>null</c> where there is none.</param>
/// <param name="Readers">Who reads the event stream, of whichever service.</param>
/// <param name="Pagination">Where the page lies among the webhooks.</param>
public sealed record SubscriptionsResponse(
    long End,
    IReadOnlyList<WebhookResponse.Shown> Webhooks,
    BrokerProgress? Broker,
    IReadOnlyList<FeedReading> Readers,
    PaginationResponse Pagination
)
{
    /// <summary>How many events of the ledger come after what a webhook has got.</summary>
    public long LagOf(WebhookResponse.Shown webhook) => LagOf(long.Parse(webhook.Position, CultureInfo.InvariantCulture));

    /// <summary>How many events of the ledger come after a position.</summary>
    public long LagOf(long position) => Math.Max(0, End - position);
}

public sealed class ReadSubscriptionsRules : AbstractValidator<ReadSubscriptions>
{
    public ReadSubscriptionsRules() => this.MustBePaging(q => q.Paging);
}

public static class ReadSubscriptionsHandler
{
    public static async Task<Outcome> Handle(
        ReadSubscriptions query,
        ReadSubscriptionsRules rules,
        IEventFeed feed,
        IFeedReaders readers,
        IBrokerProgress broker,
        IWebhookList webhooks,
        IWebhookDeliveries deliveries,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Audit) is { } refusal)
            return refusal;

        var (clinic, paging) = (query.By.ClinicId, query.Paging.Value);
        var (shown, total) = await webhooks.Shown(deliveries, clinic, paging, cancellation);

        // Looked at last, so that nobody is ahead of it.
        var confirmed = await broker.Of(clinic, cancellation);
        var reading = await readers.Of(clinic, cancellation);
        var end = await feed.End(clinic, long.MaxValue, cancellation);
        return new Outcome.Found(new SubscriptionsResponse(end, shown, confirmed, reading, PaginationResponse.Of(paging, total)));
    }
}
