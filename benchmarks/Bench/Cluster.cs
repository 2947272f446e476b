using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>The PostgreSQL that all contenders share, each with a database of its own.</summary>
internal sealed class Cluster(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _control = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres" }.ConnectionString
    );

    /// <summary>The database that has the service's schema and demo data.</summary>
    public string Seeded => connectionString;

    public async Task<string> Copy(string name) =>
        await Make(name, $"template {new NpgsqlConnectionStringBuilder(connectionString).Database}");

    public async Task<string> Empty(string name) => await Make(name, "");

    public async Task<string> Setting(string name) => await Scalar<string>($"select current_setting('{name}')");

    /// <summary>Bytes of write-ahead log written so far.</summary>
    public async Task<long> Wal() => (long)await Scalar<decimal>("select pg_current_wal_insert_lsn() - '0/0'");

    /// <summary>Processor time that all of PostgreSQL's processes have used so far.</summary>
    public async Task<TimeSpan> Cpu()
    {
        var ticks = 0L;
        foreach (var process in await Processes())
            ticks += TicksOf(process);

        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    public ValueTask DisposeAsync() => _control.DisposeAsync();

    private async Task<IEnumerable<int>> Processes()
    {
        var backend = await Scalar<int>("select pg_backend_pid()");
        var postmaster = ParentOf(backend);
        return Process.GetProcesses().Select(process => process.Id).Where(id => id == postmaster || ParentOf(id) == postmaster).ToArray();
    }

    private static int ParentOf(int process) => int.TryParse(Stat(process).ElementAtOrDefault(1), out var parent) ? parent : 0;

    /// <summary>What a process has used in itself and in the system, and what those of its children had that have ended.</summary>
    private static long TicksOf(int process) =>
        Stat(process) is { Length: > 14 } stat ? stat[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) : 0;

    /// <summary>The fields of <c>/proc/PID/stat</c> after the name: state, parent, …; none when the process has ended.</summary>
    private static string[] Stat(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private async Task<string> Make(string name, string template)
    {
        await using var command = _control.CreateCommand($"create database {name} {template}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
    }

    private async Task<T> Scalar<T>(string sql)
    {
        await using var command = _control.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
