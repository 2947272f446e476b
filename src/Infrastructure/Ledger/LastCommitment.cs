using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The last commitment of a ledger; all zero before the first.</summary>
internal sealed record LastCommitment(long Version, long Position, TreeHash? Leaf, TreeHash Map, long SessionNotes)
{
    // The map of a clinic with very many notes takes a while, in which PostgreSQL hears nothing.
    private const string Patience = "set local idle_in_transaction_session_timeout = '60s'";

    private const string Last = """
        select e.version, l.position, l.leaf, (e.data ->> 'session_notes')::bigint, e.data ->> 'map'
        from mt_events e left join ledger_entries l on l.event_number = e.seq_id
        where e.tenant_id = $1 and e.stream_id = 'ledger' order by e.version desc limit 1
        """;

    /// <summary>That of a clinic, in the transaction that may add one.</summary>
    /// <exception cref="DamagedRecordException">The ledger lacks its entry, or it is none.</exception>
    public static async Task<LastCommitment> Of(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Patience));
        batch.BatchCommands.Add(new(Last) { Parameters = { new NpgsqlParameter<string> { TypedValue = clinic } } });
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            return new(Version: 0, Position: 0, Leaf: null, Map: TreeHash.Nothing, SessionNotes: 0);

        return row.IsDBNull(1)
            ? throw new DamagedRecordException($"the ledger lacks the entry of commitment {row.GetInt64(0)}")
            : new(row.GetInt64(0), row.GetInt64(1), row.Hash(2), MapOf(row), row.GetInt64(3));
    }

    private static TreeHash MapOf(NpgsqlDataReader row) =>
        row.IsDBNull(4) || TreeHash.FromHex(row.GetString(4)) is not { } map
            ? throw new DamagedRecordException($"commitment {row.GetInt64(0)} names no map of session notes")
            : map;
}
