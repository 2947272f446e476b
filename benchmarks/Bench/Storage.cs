using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>What an event takes on disk, and how often a signature is stored that was sent many times.</summary>
internal static class Storage
{
    private const string Sizes = """
        select pg_total_relation_size('mt_events') + pg_total_relation_size('mt_streams'), count(*), avg(length(data::text))::bigint
        from mt_events where type <> 'session_note_registered'
        """;

    private const string LedgerSizes = """
        select pg_total_relation_size('ledger_entries') + pg_total_relation_size('ledger_hashes'), count(*), 0::bigint from ledger_entries
        """;

    public static async Task<IEnumerable<Finding>> Measure(string service, string connectionString, double seconds)
    {
        using var started = new Contender(Run.Ours, service, connectionString);
        await started.Start();
        await using var database = NpgsqlDataSource.Create(connectionString);
        var (bytesBefore, eventsBefore, _) = await Row(database, Sizes);
        // Long enough for the space that PostgreSQL takes ahead not to show.
        await Load.Saturate(started.Port, Workload.CreateAddendum, connections: 16, 5 * seconds);
        var (bytes, events, body) = await Row(database, Sizes);
        var stored = (double)(bytes - bytesBefore) / (events - eventsBefore);

        var (ledger, entries, _) = await Row(database, LedgerSizes);
        await Load.Saturate(started.Port, Workload.RecordSignOff, connections: 16, seconds);
        var (images, sent, _) = await Row(
            database,
            "select (select count(*) from signatures), (select count(*) from mt_events where type = 'sign_off_recorded'), 0::bigint"
        );
        return
        [
            new(
                "stored for an event, indexes and stream included",
                FormattableString.Invariant(
                    $"{stored:0} bytes, {stored / body:0.0} times its body of {body} bytes, over {events - eventsBefore:#,0} events"
                )
            ),
            new(
                "its place in the ledger, indexes and tree included",
                FormattableString.Invariant($"{(double)ledger / entries:0} bytes, over {entries:#,0} entries")
            ),
            new(
                "the same signature",
                FormattableString.Invariant($"sent {sent:#,0} times, stored {images} time{(images == 1 ? "" : "s")}")
            ),
        ];
    }

    private static async Task<(long, long, long)> Row(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
