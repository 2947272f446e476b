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
            select seq_id, tenant_id, version, type, data, timestamp from mt_events
            where seq_id > $1 and type in ('addendum_requested', 'addendum_responded', 'sign_off_recorded') order by seq_id
        ), requested as (
            insert into listed_addendums
            select tenant_id, (data ->> 'addendum_id')::bigint, (data ->> 'session_note_id')::bigint, false, timestamp, timestamp, 1
            from recorded where type = 'addendum_requested'
        ), responded as (
            update listed_addendums a set responded = true, updated_at = last.timestamp, version = last.version
            from (
                select distinct on (tenant_id, data -> 'addendum_id') tenant_id, (data ->> 'addendum_id')::bigint as id, timestamp, version
                from recorded where type = 'addendum_responded' order by tenant_id, data -> 'addendum_id', version desc
            ) last
            where a.clinic_id = last.tenant_id and a.id = last.id
        ), signed_off as (
            insert into listed_sign_offs
            select tenant_id, (data ->> 'sign_off_id')::bigint, (data ->> 'session_note_id')::bigint, (data ->> 'reviewer_id')::bigint,
                (data ->> 'review_date')::timestamptz, timestamp, timestamp, 1
            from recorded where type = 'sign_off_recorded'
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
        await using var planned = new NpgsqlCommand(
            "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off",
            connection
        );
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
