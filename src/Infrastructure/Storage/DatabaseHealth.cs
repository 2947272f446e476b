using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>
/// Ready means: the database answers, it has the schema of this version of the service, and what it says is committed stays committed.
/// </summary>
internal sealed class DatabaseHealth(DatabaseSchema schema, NpgsqlDataSource database) : IHealthCheck
{
    /// <summary>How long the database may take. A load balancer asks again soon, and would not wait longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string DoesNotAnswer = "The database does not answer.";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (!await schema.IsCurrent(patience.Token))
                return HealthCheckResult.Unhealthy(DatabaseSchema.Lacking);

            var faults = await StoredSafely.Settings(database, patience.Token);
            return faults is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join(' ', faults));
        }
        catch (NpgsqlException unreachable)
        {
            return HealthCheckResult.Unhealthy(DoesNotAnswer, unreachable);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy(DoesNotAnswer);
        }
    }
}
