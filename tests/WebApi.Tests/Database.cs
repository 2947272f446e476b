using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using Npgsql;

[assembly: AssemblyFixture(typeof(Database))]

namespace ClinicNotes.WebApi.Tests;

/// <summary>
/// The PostgreSQL that <c>ConnectionStrings__Postgres</c> names, on which every service under test gets a database of its own: a copy of one
/// that has been migrated and seeded once, and has all that was seeded in signed ledgers.
/// </summary>
public sealed class Database : IAsyncLifetime
{
    private readonly string _server =
        Environment.GetEnvironmentVariable("ConnectionStrings__Postgres")
        ?? throw new InvalidOperationException(
            "ConnectionStrings__Postgres is not set: run ./test, or name a PostgreSQL that may be written to."
        );

    private readonly string _template = NewName();
    private readonly List<string> _made = [];

    public async ValueTask InitializeAsync()
    {
        await Execute($"create database {_template}");
        await using var service = new Service(ConnectionStringTo(_template));
        await service.Start();
        await LedgerOf.Signed(service, clinic: 1);
        await LedgerOf.Signed(service, clinic: 2);
    }

    /// <summary>A fresh database with the schema and the demo data.</summary>
    public async Task<string> Make()
    {
        var name = NewName();
        lock (_made)
            _made.Add(name);

        await Execute($"create database {name} template {_template}");
        return ConnectionStringTo(name);
    }

    /// <summary>A database with nothing in it.</summary>
    public async Task<string> MakeEmpty()
    {
        var name = NewName();
        lock (_made)
            _made.Add(name);

        await Execute($"create database {name}");
        return ConnectionStringTo(name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _made.Append(_template))
        {
            // Dropping "with (force)" would want to end an autovacuum worker too, which the owner of a database may not; a plain drop waits for it.
            await Execute(
                $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and backend_type = 'client backend'"
            );
            await Execute($"drop database {name}");
        }
    }

    /// <summary>The same database in the role that services run under.</summary>
    public static string OfService(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Username = "clinicnotes_service" }.ConnectionString;

    private static async Task<bool> IsDone(NpgsqlCommand command)
    {
        try
        {
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException inUse) when (inUse.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            // PostgreSQL itself waits five seconds for others to leave.
            return false;
        }
    }

    private static string NewName() => $"test_{Guid.NewGuid():N}";

    private string ConnectionStringTo(string name) => new NpgsqlConnectionStringBuilder(_server) { Database = name }.ConnectionString;

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        // Databases are made and dropped on the disk, which may be busy.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await Patiently.Until(() => IsDone(command), $"Somebody does not leave the database: {sql}");
    }
}
