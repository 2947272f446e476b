using System.Diagnostics;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// Keeps the ledgers of all clinics: gives positions as soon as there are events, and signs each ledger that grew within about a second. Of
/// several services on one database one does it at a time; when that one ends, another takes over.
/// </summary>
internal sealed partial class LedgerKeeper(
    [FromKeyedServices(LedgerKeeping.OneConnection)] NpgsqlDataSource database,
    Sequencer sequencer,
    LedgerSigning signing,
    NewEvents events,
    LedgerSurvey survey,
    LedgerCondition condition,
    WarmUp warmUp,
    ILogger<LedgerKeeper> logger
) : BackgroundService
{
    /// <summary>The longest time that events of another service wait for their positions.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first requests need the processors more than events need positions.
        await warmUp.Done.WaitAsync(stoppingToken);
        condition.IsAlive();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Its end gives the lock back, however it ends.
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                if (await KeepersLock.IsTaken(connection, stoppingToken))
                    await Keep(connection, stoppingToken);
                else
                    Leave();
                condition.IsKept();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                sequencer.Forget();
                condition.Fails(failure);
                Failed(logger, failure);
            }

            await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Keep(NpgsqlConnection connection, CancellationToken stopping)
    {
        await signing.Begin(connection, stopping);
        var sinceSurvey = Stopwatch.StartNew();
        while (!stopping.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            var (rows, more) = await sequencer.Round(connection, stopping);
            var untilNext = Gathering.After(Stopwatch.GetElapsedTime(began));
            condition.IsKept();
            signing.Add(rows);
            await signing.Sign(connection, stopping);
            if (sinceSurvey.Elapsed >= survey.Rest)
            {
                await survey.Look(connection, stopping);
                sinceSurvey.Restart();
            }

            if (more)
                continue;

            // An event that comes alone waits for nobody.
            await events.Wait(Glance, stopping);
            if (untilNext - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest)
                await Task.Delay(rest, stopping);
        }
    }

    private void Leave()
    {
        survey.Leave();
        condition.Leave();
    }

    [LoggerMessage(LogLevel.Warning, "The ledger is not being kept at the moment.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
