using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>
/// Records reads, those of a moment together. What cannot be recorded is tried again until it is, in its order; what a reader waits for is
/// tried once, and the reader told. A service that ends records first what waits.
/// </summary>
internal sealed partial class ReadKeeper(ReadQueue queue, ReadWriter writer, ReadCondition condition, ILogger<ReadKeeper> logger)
    : BackgroundService
{
    private const int AtOnce = 2_000;

    /// <summary>The time in which reads gather: they are to be recorded within a second.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Wait())
        {
            if (!queue.BeforeTheAnswer)
                await Calmly(queue.Gather(Gathering, enough: AtOnce, stoppingToken));

            var reads = queue.Take(AtOnce);
            var groups = ReadGroup.Of(reads);
            while (await Try(groups) is { } failure)
            {
                if (queue.BeforeTheAnswer)
                {
                    foreach (var read in reads)
                        read.Recorded!.TrySetException(new TimeoutException("A read cannot be recorded, so it is not answered.", failure));
                    break;
                }

                if (stoppingToken.IsCancellationRequested)
                {
                    Lost(logger, groups.Sum(group => group.Reads.Count) + queue.Length);
                    return;
                }

                await Calmly(Task.Delay(AfterFailure, stoppingToken));
            }

            foreach (var read in reads)
                read.Recorded?.TrySetResult();
        }
    }

    private async Task<Exception?> Try(List<ReadGroup> groups)
    {
        try
        {
            await writer.Write(groups);
            condition.AreRecorded();
            return null;
        }
        catch (Exception failure)
        {
            if (condition.Fails(failure))
                Failed(logger, failure);
            return failure;
        }
    }

    // A service that ends waits no longer, and goes on from here.
    private static async Task Calmly(Task pause) => await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(LogLevel.Error, "Reads cannot be recorded at the moment.")]
    private static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "The records of {Reads} reads are lost: the service had to end before they could be written.")]
    private static partial void Lost(ILogger logger, int reads);
}
