using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>The connections to PostgreSQL.</summary>
internal static class Postgres
{
    // What a connection holds by a lock, such as the ledgers, another service may take over once PostgreSQL has given the connection up: nine seconds
    // after it has heard nothing more of the host, not the two hours that systems wait by themselves.
    private const string GivenUpOnceTheHostIsGone =
        "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2 -c tcp_user_timeout=9000";

    // A service that hangs still has its connections: those of loops that ask something at least once a second are given up, too.
    private const string GivenUpOnceItIsSilent = "-c idle_session_timeout=7000 -c idle_in_transaction_session_timeout=7000";

    // Each query takes few rows. Where PostgreSQL guesses that it takes more, it would compile it for a tenth of a second each time, or start
    // processes for it, which takes longer than the query.
    private const string QueriesAreSmall = "-c jit=off -c max_parallel_workers_per_gather=0";

    public static void AddPostgres(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => services.DataSource(builder.Configuration, pooled: true));
        builder.Services.AddSingleton(services => new SchemaOwner(() => services.OwnersDataSource(builder.Configuration)));
    }

    /// <summary>The database that the settings name; where it is not pooled, a connection ends with its use.</summary>
    public static NpgsqlDataSource DataSource(this IServiceProvider services, IConfiguration settings, bool pooled) =>
        services.DataSource(Given(settings), pooled);

    /// <summary>
    /// The same, for a loop whose connection has locks that say what is its work, and which asks something at least once a second: another
    /// service gets the work when it does not.
    /// </summary>
    public static NpgsqlDataSource LoopsDataSource(this IServiceProvider services, IConfiguration settings) =>
        services.DataSource(Given(settings), pooled: false, GivenUpOnceItIsSilent);

    private static NpgsqlDataSource OwnersDataSource(this IServiceProvider services, IConfiguration settings) =>
        settings.GetConnectionString("Migrations") is { Length: > 0 } connectionString
            ? services.DataSource(connectionString, pooled: false)
            : services.DataSource(settings, pooled: false);

    private static string Given(IConfiguration settings) =>
        settings.GetConnectionString("Postgres") is { } connectionString && !string.IsNullOrWhiteSpace(connectionString)
            ? connectionString
            : throw new InvalidOperationException("ConnectionStrings__Postgres is not set: name a PostgreSQL, or start with ./run.");

    private static NpgsqlDataSource DataSource(this IServiceProvider services, string connectionString, bool pooled, string options = "")
    {
        var source = new NpgsqlDataSourceBuilder(WithDefaults(connectionString));
        source.ConnectionStringBuilder.Pooling = pooled;
        source.ConnectionStringBuilder.Options = $"{QueriesAreSmall} {source.ConnectionStringBuilder.Options}".Trim();
        if (!pooled)
        {
            source.ConnectionStringBuilder.Options += $" {GivenUpOnceTheHostIsGone} {options}".TrimEnd();
            // What looks for events ten times a second is nobody's request.
            source.ConfigureTracing(traces =>
                traces.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false).EnablePhysicalOpenTracing(false)
            );
        }

        source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
        return source.Build();
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
