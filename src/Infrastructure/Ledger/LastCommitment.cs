using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The last commitment of a ledger; all zero before the first.</summary>
internal sealed record LastCommitment(long Version, long Position, TreeHash? Leaf, TreeHash Map, long SessionNotes)
{
    private const string Last = """
        select s.version, l.position, l.leaf, e.type, e.data ->> 'map', e.data ->> 'session_notes'
        from mt_streams s
            left join mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id and e.version = s.version
            left join ledger_entries l on l.event_number = e.seq_id
        where s.tenant_id = $1 and s.id = 'ledger'
        """;

    /// <summary>That of a clinic, in the transaction that may add one.</summary>
    /// <exception cref="DamagedRecordException">It is gone, or is none, or the ledger lacks its entry.</exception>
    public static async Task<LastCommitment> Of(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Last, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            return new(Version: 0, Position: 0, Leaf: null, Map: TreeHash.Nothing, SessionNotes: 0);

        var version = row.GetInt64(0);
        if (row.IsDBNull(3))
            throw new DamagedRecordException($"version {version} of {LedgerCommitted.Stream} is gone");
        if (row.IsDBNull(1))
            throw new DamagedRecordException($"the ledger lacks the entry of commitment {version}");
        var (map, notes) = (TreeHash.FromHex(Text(4)), Text(5));
        return
            row.GetString(3) == Commitments.Type
            && map is { } root
            && long.TryParse(notes, CultureInfo.InvariantCulture, out var sessionNotes)
            ? new(version, row.GetInt64(1), row.Hash(2), root, sessionNotes)
            : throw new DamagedRecordException($"version {version} of {LedgerCommitted.Stream} is no commitment");

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
