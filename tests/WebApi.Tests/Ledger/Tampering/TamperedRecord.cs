using ClinicNotes.Application.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>
/// A record with a copy of it, from which it is made whole again, and backups of the days before. Its service would keep the ledgers, but
/// somebody else has the lock.
/// </summary>
public sealed class TamperedRecord(Database database) : IAsyncLifetime
{
    internal const int Days = 3;
    private const string Today = "day_2";

    // Who owns the tables can do without them.
    private const string WithoutForeignKeys = """
        do $$ declare key record;
        begin
            for key in select conrelid::regclass as of_table, conname from pg_constraint where contype = 'f' loop
                execute format('alter table %s drop constraint %I', key.of_table, key.conname);
            end loop;
        end $$
        """;

    private readonly Dictionary<string, string> _checkpoints = [];

    internal Service Service { get; private set; } = null!;

    /// <summary>That of who owns the database, with the lock of who keeps the ledgers.</summary>
    internal NpgsqlConnection Connection { get; private set; } = null!;

    internal StoredRecord Record { get; private set; } = null!;

    /// <summary>By clinic what an auditor kept.</summary>
    internal IReadOnlyDictionary<string, string> Checkpoints => _checkpoints;

    /// <summary>The tables of the record, and how far the keeper of the ledgers has looked.</summary>
    internal IReadOnlyList<string> Tables => [.. Record.Rows.Keys, "ledger_progress", "ledger_gaps"];

    public async ValueTask InitializeAsync()
    {
        var connectionString = await database.Make();
        await RichHistory.Record(connectionString, Days, BackUp);
        Connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await Connection.OpenAsync();
        await Patiently.Until(async () => (bool)(await Value("select pg_try_advisory_lock(hashtext('clinicnotes ledger'))"))!);
        Record = await StoredRecord.Read(Connection);
        await Execute(WithoutForeignKeys);
        await Execute(string.Concat(Record.Rows.Keys.Select(table => $"alter table {table} disable trigger user;")));
        Service = await new Service(connectionString).Start();
        foreach (var clinic in RichHistory.Clinics)
        {
            _checkpoints[$"{clinic}"] = (string)
                (await Value($"select note from ledger_checkpoints where clinic_id = '{clinic}' order by size desc limit 1"))!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (Service?.DisposeAsync() ?? default);
        await (Connection?.DisposeAsync() ?? default);
    }

    internal async Task<List<Difference>> Check()
    {
        var found = new List<Difference>();
        await foreach (var step in Service.Services.GetRequiredService<ILedgerCheck>().Check(null, TestContext.Current.CancellationToken))
        {
            if (step is CheckStep.Found difference)
                found.Add(difference.What);
        }

        return found;
    }

    internal async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<object?> Value(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    internal Task MakeWhole(IEnumerable<string> tables) => Restore(Today, tables);

    /// <summary>Makes these tables what they were at the end of a day.</summary>
    internal Task Restore(string day, IEnumerable<string> tables) =>
        Execute(
            string.Concat(
                tables.Select(table =>
                    $"""
                        delete from {table} t where t::text not in (select o::text from {day}.{table} o);
                        insert into {table} select * from {day}.{table} o where o::text not in (select t::text from {table} t);
                        """
                )
            )
        );

    private async Task BackUp(int day, Service service)
    {
        await using var connection = await service.Sql.OpenConnectionAsync();
        var tables = (await StoredRecord.Tables(connection)).Concat(["ledger_progress", "ledger_gaps"]);
        await service.Execute(
            $"begin isolation level repeatable read; create schema day_{day};"
                + string.Concat(tables.Select(table => $"create table day_{day}.{table} as table public.{table};"))
                + "commit"
        );
    }
}
