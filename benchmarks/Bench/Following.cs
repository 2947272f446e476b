using System.Diagnostics;
using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>How far the ledger of clinic 1 has followed its events.</summary>
internal static class Following
{
    /// <summary>Waits until every event that is there now has its position; gives how long that took, and the last position.</summary>
    public static async Task<(TimeSpan Took, long Last)> End(string connectionString)
    {
        var clock = Stopwatch.StartNew();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var last = await Number(source, "select max(seq_id) from mt_events where tenant_id = '1' and type <> 'ledger_committed'");
        await using var placed = source.CreateCommand("select position from ledger_entries where event_number = $1");
        placed.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        while (await placed.ExecuteScalarAsync() is null)
            await Task.Delay(5);

        return (clock.Elapsed, await Number(source, "select max(position) from ledger_entries where clinic_id = '1'"));
    }

    /// <summary>Waits until a checkpoint covers every position given so far; gives its size.</summary>
    public static async Task<long> Signed(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var last = await Number(source, "select max(position) from ledger_entries where clinic_id = '1'");
        while (true)
        {
            var size = await Number(source, "select coalesce(max(size), 0) from ledger_checkpoints where clinic_id = '1'");
            if (size >= last)
                return size;

            await Task.Delay(5);
        }
    }

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
