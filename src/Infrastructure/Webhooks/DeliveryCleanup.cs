using ClinicNotes.Infrastructure.Running;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>Removes what is noted of deliveries once it is old, now and then: by default after thirty days.</summary>
internal sealed partial class DeliveryCleanup(
    DeliveryRows rows,
    IConfiguration settings,
    WarmUp warmUp,
    IClock clock,
    ILogger<DeliveryCleanup> logger
) : BackgroundService
{
    private readonly Duration _kept = Duration.FromDays(settings.GetValue("Webhooks:DeliveriesKeptDays", 30));

    /// <summary>Removes what was last tried longer ago than it is kept.</summary>
    internal Task Round(CancellationToken cancellation) => rows.Forget(clock.GetCurrentInstant() - _kept, cancellation);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        NowAndThen.Do(Round, failure => Failed(logger, failure), warmUp, stoppingToken);

    [LoggerMessage(LogLevel.Warning, "What is noted of old deliveries could not be removed.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
