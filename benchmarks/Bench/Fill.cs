using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>A store with many events: session notes with nine addendums each, none of them in the ledger yet.</summary>
internal static class Fill
{
    private const int EventsOfNote = 10;
    private const long FirstNote = 2_000_000_001;

    /// <summary>Ids of addendums, spread evenly over a store of so many events.</summary>
    public static IReadOnlyList<long> Addendums(int events, int count) => Spread(1, Notes(events) * (EventsOfNote - 1), count);

    /// <summary>Ids of session notes, spread evenly over it.</summary>
    public static IReadOnlyList<long> SessionNotes(int events, int count) => Spread(FirstNote, Notes(events), count);

    /// <summary>Adds so many events to a store that no service has open.</summary>
    public static async Task Store(string connectionString, int events)
    {
        Progress.Say($"Filling a store with {events:#,0} events");
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var fill = source.CreateCommand(Events(Notes(events), Notes(events) * (EventsOfNote - 1)));
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await using var settle = source.CreateCommand("vacuum analyze");
        settle.CommandTimeout = 0;
        await settle.ExecuteNonQueryAsync();
    }

    private static string Events(int notes, int addendums) =>
        $$"""
            insert into mt_streams (tenant_id, id, type, version)
            select '1', 'session-note-' || {{FirstNote}} + n, 'session_note', 1 from generate_series(0, {{notes}} - 1) n;
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, user_name)
            select nextval('mt_events_sequence'), gen_random_uuid(), 'session-note-' || {{FirstNote}} + n, 1,
                jsonb_build_object('session_note_id', {{FirstNote}} + n, 'provider_id', 121, 'registered_by', 124, 'registered_as', 'admin',
                    'registered_at', '2023-10-20T10:00:00Z'),
                'session_note_registered', '2023-10-20T10:00:00Z', '1', 'ClinicNotes.Domain.SessionNotes.SessionNoteRegistered, ClinicNotes.Domain',
                gen_random_uuid()::text, '124'
            from generate_series(0, {{notes}} - 1) n;
            insert into mt_streams (tenant_id, id, type, version) select '1', 'addendum-' || i, 'addendum', 1 from generate_series(1, {{addendums}}) i;
            insert into mt_events (
                seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, user_name
            )
            select nextval('mt_events_sequence'), gen_random_uuid(), 'addendum-' || i, 1,
                jsonb_build_object('addendum_id', i, 'instructions', 'Please fix this issue asap, names don''t match',
                    'requested_as', 'supervisor', 'requested_at', '2023-10-20T10:00:00Z', 'requested_by', 123,
                    'session_note_id', {{FirstNote}} + (i - 1) / 9),
                'addendum_requested', '2023-10-20T10:00:00Z', '1', 'ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain',
                gen_random_uuid()::text, gen_random_uuid()::text, '123'
            from generate_series(1, {{addendums}}) i;
            select setval('addendum_id', {{addendums}} + 1, false)
            """;

    private static int Notes(int events) => Math.Max(1, events / EventsOfNote);

    private static List<long> Spread(long first, long there, int count) =>
        [.. Enumerable.Range(0, count).Select(i => first + (long)((ulong)i * (ulong)there / (ulong)count))];
}
