using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Bench;

/// <summary>
/// Lists what a service records that leaves its ledger to others: by one statement, as often as the keeper of ledgers has a round at saturation,
/// and with nothing of what makes it safe. Lists cannot be had for less, with a ledger or without one.
/// </summary>
internal sealed class ListsAlone : IAsyncDisposable
{
    private const string Statement = """
        with recorded as materialized (
            select seq_id, tenant_id, (data ->> 'addendum_id')::bigint as id, (data ->> 'session_note_id')::bigint as note, timestamp
            from mt_events where seq_id > $1 and type = 'addendum_requested' order by seq_id
        ), listed as (
            insert into listed_addendums select tenant_id, id, note, false, timestamp, timestamp, 1 from recorded
        )
        select coalesce(max(seq_id), $1) from recorded
        """;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _list;

    private ListsAlone(NpgsqlConnection connection)
    {
        _connection = connection;
        _list = new(Statement, connection) { Parameters = { new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint } } };
    }

    public static async Task<ListsAlone> Of(Contender contender)
    {
        var connection = new NpgsqlConnection(contender.ConnectionString);
        await connection.OpenAsync();
        await using var planned = new NpgsqlCommand("set enable_seqscan = off; set jit = off", connection);
        await planned.ExecuteNonQueryAsync();
        var lists = new ListsAlone(connection);
        await lists._list.PrepareAsync();
        await using var last = new NpgsqlCommand("select coalesce(max(seq_id), 0) from mt_events", connection);
        lists._list.Parameters[0].Value = await last.ExecuteScalarAsync();
        return lists;
    }

    /// <summary>Lists what is recorded until something else is done, and then the rest.</summary>
    public async Task<T> While<T>(Task<T> other)
    {
        while (!other.IsCompleted)
        {
            await List();
            await Task.WhenAny(other, Task.Delay(BetweenRounds));
        }

        await List();
        return await other;
    }

    public async ValueTask DisposeAsync()
    {
        await _list.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task List() => _list.Parameters[0].Value = await _list.ExecuteScalarAsync();
}
