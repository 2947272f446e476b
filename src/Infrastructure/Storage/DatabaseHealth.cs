using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Ready means: the database answers, and it has the schema of this version of the service.</summary>
internal sealed class DatabaseHealth(DatabaseSchema schema) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await schema.IsCurrent(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy(
                    "The database lacks the schema of this version: start once with Database__ApplyAtStart=true."
                );
        }
        catch (NpgsqlException unreachable)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", unreachable);
        }
    }
}
