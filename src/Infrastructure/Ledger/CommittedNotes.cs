using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>What a ledger got of each session note between two positions.</summary>
internal static class CommittedNotes
{
    // Each event by its number, which the offset sees to: the plan is kept, and does not know how few there are.
    private const string Notes = """
        select (e.data ->> 'session_note_id')::bigint, count(*), (array_agg(l.leaf order by l.position desc))[1], min(l.position)
        from ledger_entries l left join lateral (select seq_id, data from mt_events where seq_id = l.event_number offset 0) e on true
        where l.clinic_id = $1 and l.position > $2 and l.position <= $3 and (e.seq_id is null or e.data ->> 'session_note_id' is not null)
        group by 1
        """;

    /// <summary>Of each note how many events, and the leaf of the last.</summary>
    /// <exception cref="DamagedRecordException">The event of an entry is gone, or names no note as events do.</exception>
    public static async Task<IReadOnlyCollection<NoteInMap>> Between(
        string clinic,
        long after,
        long last,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        // Of a whole ledger it takes a while.
        await using var command = new NpgsqlCommand(Notes, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        try
        {
            return await Read(command, cancellation);
        }
        catch (PostgresException fault)
            when (fault.SqlState is PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.NumericValueOutOfRange)
        {
            throw new DamagedRecordException("an event of the ledger names no session note as events do", fault);
        }
    }

    private static async Task<List<NoteInMap>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        var notes = new List<NoteInMap>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            notes.Add(
                row.IsDBNull(0)
                    ? throw new DamagedRecordException($"the event of position {row.GetInt64(3)} is gone")
                    : new NoteInMap(row.GetInt64(0), row.GetInt64(1), row.Hash(2))
            );
        }

        return notes;
    }
}
