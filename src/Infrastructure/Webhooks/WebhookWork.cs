using System.Diagnostics;
using ClinicNotes.Infrastructure.Feed;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>
/// Delivers to this service's share of the webhooks, to each beside the others, so that none waits for another's receiver. When the service
/// loses its connection it loses its share, and ends what it was sending.
/// </summary>
internal sealed partial class WebhookWork(
    [FromKeyedServices(WebhookSetup.OneConnection)] NpgsqlDataSource database,
    WebhookDelivery delivery,
    LedgerGrowth growth,
    WarmUp warmUp,
    IClock clock,
    ILogger<WebhookWork> logger
) : BackgroundService
{
    /// <summary>How long a delivery that is to be tried again may be overdue; new events are told of.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenBalances = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await warmUp.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                await Work(connection, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure);
            }

            await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Work(NpgsqlConnection connection, CancellationToken stopping)
    {
        var shards = new Shards(connection, "clinicnotes webhooks");
        var underWay = new Dictionary<WebhookKey, Task>();
        using var ours = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            var sinceBalance = Stopwatch.StartNew();
            await shards.Balance(_ => true, stopping);
            var areThere = await DueWebhooks.AreThere(shards.Held, connection, stopping);
            while (true)
            {
                foreach (var (webhook, _) in underWay.Where(work => work.Value.IsCompleted).ToList())
                    underWay.Remove(webhook);
                if (sinceBalance.Elapsed >= BetweenBalances)
                {
                    await shards.Balance(part => underWay.Keys.All(webhook => Shards.Of(webhook.WebhookId) != part), stopping);
                    areThere = await DueWebhooks.AreThere(shards.Held, connection, stopping);
                    sinceBalance.Restart();
                }

                // Each round of the keeper of the ledgers would have it look for what is not there.
                if (!areThere)
                {
                    await Task.Delay(BetweenBalances, stopping);
                    continue;
                }

                var seen = growth.Times;
                foreach (var webhook in await DueWebhooks.Find(shards.Held, clock.GetCurrentInstant(), connection, stopping))
                {
                    if (!underWay.ContainsKey(webhook))
                        underWay.Add(webhook, Deliver(webhook, ours.Token));
                }

                // One that ends may have missed what came in its last moment.
                await Task.WhenAny([growth.Any(seen, Glance, stopping), .. underWay.Values]);
                stopping.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            // Nothing more is sent once the share may be another's.
            await ours.CancelAsync();
            await Task.WhenAll(underWay.Values);
        }
    }

    /// <summary>Never fails: what goes wrong with one webhook is tried again and is no matter of the others.</summary>
    private async Task Deliver(WebhookKey webhook, CancellationToken cancellation)
    {
        try
        {
            await delivery.Run(webhook, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested) { }
        catch (Exception failure)
        {
            Stuck(logger, webhook.WebhookId, webhook.ClinicId, failure);
            await Task.Delay(AfterFailure, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Webhooks are not being delivered at the moment.")]
    private static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Delivery to webhook {WebhookId} of clinic {ClinicId} failed in this service, and is tried again.")]
    private static partial void Stuck(ILogger logger, long webhookId, long clinicId, Exception failure);
}
