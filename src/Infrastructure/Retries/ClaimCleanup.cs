using ClinicNotes.Infrastructure.Running;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClinicNotes.Infrastructure.Retries;

/// <summary>Removes claims that are a day old, now and then. Nobody heeds them: it is only about their room.</summary>
internal sealed partial class ClaimCleanup(Claims claims, WarmUp warmUp, ILogger<ClaimCleanup> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        NowAndThen.Do(claims.CleanUp, failure => Failed(logger, failure), warmUp, stoppingToken);

    [LoggerMessage(LogLevel.Warning, "Claims that are a day old could not be removed.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
