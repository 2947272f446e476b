using System.Diagnostics;
using ClinicNotes.Infrastructure.Feed;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>
/// Publishes the events of this service's share of the clinics. Who does not reach the broker takes no share, and who loses either connection
/// loses it: the others go on.
/// </summary>
internal sealed class EventPublishing(
    BrokerConnections broker,
    BrokerNames names,
    [FromKeyedServices(BrokerSetup.OneConnection)] NpgsqlDataSource database,
    EventPublisher publisher,
    BrokerCondition condition,
    LedgerGrowth growth,
    WarmUp warmUp,
    TimeProvider time
) : BackgroundService
{
    private const int AtOnce = 8;

    /// <summary>How long a clinic may be overlooked; new events are told of.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenBalances = TimeSpan.FromSeconds(1);

    /// <summary>The same however often it has failed: after an outage of any length the events go on a second later.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await warmUp.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await broker.Open("events", stoppingToken);
                await Topology.Events(connection, names, stoppingToken);
                var channel = await PublishingChannel.Of(connection, condition, stoppingToken);
                condition.Publishes();
                await using var locks = await database.OpenConnectionAsync(stoppingToken);
                await Work(channel, new Shards(locks, "clinicnotes rabbitmq"), locks, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                condition.DoesNotPublish(failure);
            }

            await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Work(PublishingChannel channel, Shards shards, NpgsqlConnection locks, CancellationToken stopping)
    {
        var held = new HeldClinics(condition, time);
        var together = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping };
        var sinceBalance = Stopwatch.StartNew();
        await shards.Balance(_ => true, stopping);
        while (true)
        {
            if (sinceBalance.Elapsed >= BetweenBalances)
            {
                await shards.Balance(_ => true, stopping);
                sinceBalance.Restart();
            }

            var seen = growth.Times;
            var due = await PublishedRows.Find(shards.Held, locks, stopping);
            held.Keep(due.Select(clinic => clinic.ClinicId));
            var ready = due.Where(clinic => held.IsReady(clinic.ClinicId)).ToList();
            await Parallel.ForEachAsync(ready, together, async (clinic, _) => await Publish(clinic, channel, held, stopping));
            channel.MustBeOpen();
            if (ready.Count == 0)
                await growth.Any(seen, Glance, stopping);
            stopping.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Publishes a batch. What the broker refuses is held, and what comes after it. Until it has taken a batch again, events go out singly: one
    /// that is refused is then overtaken by none, and no queue gets a hundred events again at each try.
    /// </summary>
    private async Task Publish(DueClinic clinic, PublishingChannel channel, HeldClinics held, CancellationToken cancellation)
    {
        if (await publisher.Publish(clinic, singly: held.Has(clinic.ClinicId), channel, cancellation) is { } refused)
            held.Hold(clinic.ClinicId, refused);
        else
            held.GoOn(clinic.ClinicId);
    }
}
