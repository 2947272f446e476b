using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>The connections to PostgreSQL.</summary>
internal static class Postgres
{
    public static void AddPostgres(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("Postgres");
        builder.Services.AddSingleton(services =>
        {
            if (string.IsNullOrWhiteSpace(connectionString))
                throw new InvalidOperationException("ConnectionStrings__Postgres is not set: name a PostgreSQL, or start with ./run.");

            var source = new NpgsqlDataSourceBuilder(WithDefaults(connectionString));
            source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
            return source.Build();
        });
    }

    /// <summary>
    /// What a given connection string leaves open: few connections, as PostgreSQL does more with them than with many; statements prepared
    /// at their second use; no reset when a connection goes back to the pool, as nothing here leaves state in one.
    /// </summary>
    internal static string WithDefaults(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var defaults = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "clinicnotes",
            MaxPoolSize = 8,
            NoResetOnClose = true,
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
        };
        foreach (var (key, value) in defaults)
        {
            if (!given.ShouldSerialize(key))
                given[key] = value;
        }

        return given.ConnectionString;
    }
}
