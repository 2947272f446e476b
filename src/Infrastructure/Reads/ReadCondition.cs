using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>Whether reads are being recorded. As long as those that wait fit into memory, reading goes on without.</summary>
internal sealed class ReadCondition(ReadQueue queue) : IHealthCheck
{
    private volatile Exception? _failure;

    public void AreRecorded() => _failure = null;

    /// <summary>Notes a failure, and says whether it is the first since reads were recorded.</summary>
    public bool Fails(Exception failure) => Interlocked.Exchange(ref _failure, failure) is null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            _failure is { } failure
                ? HealthCheckResult.Degraded(
                    string.Create(CultureInfo.InvariantCulture, $"Reads cannot be recorded at the moment: {queue.Length} wait and more."),
                    failure
                )
                : HealthCheckResult.Healthy()
        );
}
