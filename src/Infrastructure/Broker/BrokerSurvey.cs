using System.Diagnostics.Metrics;
using ClinicNotes.Infrastructure.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>Measures what waits for RabbitMQ, of all clinics, whichever service is to publish it and whether or not any can.</summary>
internal sealed partial class BrokerSurvey(
    NpgsqlDataSource database,
    BrokerCondition condition,
    WarmUp warmUp,
    IClock clock,
    ILogger<BrokerSurvey> logger
) : BackgroundService
{
    private static readonly TimeSpan BetweenSurveys = TimeSpan.FromSeconds(5);

    private readonly Meter _meter = new(LedgerMetrics.Meter);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _meter.CreateObservableGauge(
            "clinicnotes.rabbitmq.waiting",
            () => condition.Backlog.Waiting,
            "{event}",
            "Events not yet confirmed."
        );
        _meter.CreateObservableGauge(
            "clinicnotes.rabbitmq.lag",
            Lag,
            "s",
            "How long the oldest of the events not yet confirmed has waited."
        );
        await warmUp.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                condition.Backlog = await PublishedRows.Survey(database, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure);
            }

            await Task.Delay(BetweenSurveys, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    private double Lag() => condition.Backlog.Oldest is { } oldest ? (clock.GetCurrentInstant() - oldest).TotalSeconds : 0;

    [LoggerMessage(LogLevel.Warning, "What waits for RabbitMQ could not be measured.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
