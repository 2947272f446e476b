using System.Text;
using ClinicNotes.Application.Feed;
using Microsoft.Extensions.Configuration;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>
/// Publishes a clinic's events, a batch at a time: they go out one after the other without waiting, and the clinic's position moves as far as
/// the broker has confirmed without a gap. Whoever goes on after a crash publishes the rest of a batch again, with the same ids.
/// </summary>
internal sealed class EventPublisher(IEventFeed feed, NpgsqlDataSource database, BrokerNames names, IConfiguration settings)
{
    /// <summary>How many events may come twice after a crash.</summary>
    internal const int Batch = 100;

    /// <summary>How long the broker may take over a batch, unless it has said that it takes nothing at the moment.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int _unconfirmed = Math.Clamp(settings.GetValue("RabbitMq:Unconfirmed", Batch), 1, Batch);

    /// <param name="due">Whose events, and after which position.</param>
    /// <param name="singly">Whether each must be confirmed before the next goes out.</param>
    /// <param name="channel">Where they go out.</param>
    /// <param name="cancellation">When the service ends.</param>
    /// <returns>Which event the broker would not take; <c>null</c> when it has taken all.</returns>
    public async Task<RefusedEvent?> Publish(DueClinic due, bool singly, PublishingChannel channel, CancellationToken cancellation)
    {
        var page = await FeedPage.Read(feed, due.ClinicId, FeedFilter.All, due.Position, Batch, cancellation);
        var confirmed = due.Position;
        Exception? failure = null;
        foreach (var entries in page.Entries.Chunk(singly ? 1 : _unconfirmed))
        {
            (var taken, failure) = await Send(due.ClinicId, entries, channel, cancellation);
            confirmed = taken == 0 ? confirmed : entries[taken - 1].Position;
            if (failure is not null)
                break;
        }

        if (failure is null)
            confirmed = page.Next;

        // What is confirmed is noted although the service ends.
        if (confirmed > due.Position)
            await PublishedRows.Move(due, confirmed, database, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return failure switch
        {
            null => null,
            PublishException refusal => new(confirmed + 1, refusal),
            OperationCanceledException => throw new TimeoutException("RabbitMQ has confirmed nothing for too long.", failure),
            _ => throw new BrokerLostException(failure),
        };
    }

    /// <summary>Sends events without waiting between them; gives how many of them, from the first without a gap, the broker has confirmed.</summary>
    private async Task<(int Taken, Exception? Failure)> Send(
        long clinicId,
        IReadOnlyList<FeedEntry> entries,
        PublishingChannel channel,
        CancellationToken cancellation
    )
    {
        var source = feed.SourceOf(clinicId);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var underWay = entries.Select(entry => Send(clinicId, entry, source, channel, patience.Token)).ToList();
        await Confirmed(Task.WhenAll(underWay), channel, patience);
        for (var taken = 0; taken < underWay.Count; taken++)
        {
            try
            {
                await underWay[taken];
            }
            catch (Exception failure)
            {
                return (taken, failure);
            }
        }

        return (underWay.Count, null);
    }

    /// <summary>
    /// Waits until all is confirmed or has failed. To send it again, while the broker only lets it wait, would have it come twice.
    /// </summary>
    private static async Task Confirmed(Task all, PublishingChannel channel, CancellationTokenSource patience)
    {
        do await all.WaitAsync(Patience, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!all.IsCompleted && channel.IsBlocked && !patience.IsCancellationRequested);
        await patience.CancelAsync();
    }

    private async Task Send(long clinicId, FeedEntry entry, FeedSource source, PublishingChannel channel, CancellationToken cancellation)
    {
        var e = PublicEvent.Of(entry, source);
        var properties = new BasicProperties
        {
            ContentType = "application/cloudevents+json",
            ContentEncoding = "utf-8",
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = e.Id,
            Type = e.Type,
            Timestamp = new AmqpTimestamp(e.Time.ToUnixTimeSeconds()),
        };
        var key = BrokerNames.RoutingKey(clinicId, e.Type);
        var body = Encoding.UTF8.GetBytes(PublicEventText.Of(e));
        try
        {
            await channel.Send(names.Events, key, properties, body, cancellation);
        }
        catch (PublishReturnException) when (!names.KeepsUnrouted)
        {
            // Nobody wants it from here: it is in the feed for whoever asks.
        }
    }
}
