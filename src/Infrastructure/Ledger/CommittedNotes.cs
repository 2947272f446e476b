using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>What a ledger got of each session note between two positions.</summary>
internal static class CommittedNotes
{
    // Each event by its number, which the offset sees to: the plan is kept, and does not know how few there are.
    private const string Notes = """
        select (e.data ->> 'session_note_id')::bigint, count(*), (array_agg(l.leaf order by l.position desc))[1]
        from ledger_entries l cross join lateral (select data from mt_events where seq_id = l.event_number offset 0) e
        where l.clinic_id = $1 and l.position > $2 and l.position <= $3 and e.data ->> 'session_note_id' is not null
        group by 1
        """;

    /// <summary>Of each note how many events, and the leaf of the last.</summary>
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
        var notes = new List<NoteInMap>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            notes.Add(new NoteInMap(row.GetInt64(0), row.GetInt64(1), row.Hash(2)));

        return notes;
    }
}
