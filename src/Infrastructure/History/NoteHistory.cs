using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.History;

/// <summary>Reads a session note's history straight from the events, which an index finds by the note.</summary>
internal sealed class NoteHistory(NpgsqlDataSource database) : INoteHistory
{
    private const string OfNote = """
        from mt_events e left join ledger_entries l on l.event_number = e.seq_id
        where e.tenant_id = $1 and e.data ->> 'session_note_id' = $2
        """;

    private const string Which = $"""
        {OfNote}
            and ($3::timestamptz is null or e.timestamp >= $3) and ($4::timestamptz is null or e.timestamp <= $4)
            and ($5::varchar is null or e.user_name = $5) and ($6::varchar is null or e.type = $6)
        """;

    private const string Order = "order by l.position nulls last, e.seq_id";

    private const string Columns = "l.position, e.stream_id, e.version, e.type, e.data, e.correlation_id";

    public async Task<(IReadOnlyList<StoredEvent> Events, long Total)> Page(NoteEvents which, Paging paging, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var count = new NpgsqlCommand($"select count(*) {Which}", connection);
        AddTo(count, which);
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;

        await using var page = new NpgsqlCommand($"select {Columns} {Which} {Order} offset $7 limit $8", connection);
        AddTo(page, which);
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.Offset });
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.PageSize });
        return (await Read(page, cancellation), total);
    }

    public async Task<IReadOnlyList<StoredEvent>> All(long clinicId, long sessionNoteId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select {Columns} {OfNote} {Order}");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sessionNoteId.ToString(CultureInfo.InvariantCulture) });
        return await Read(command, cancellation);
    }

    public async Task<ILookup<string, StoredEvent>> Streams(
        long clinicId,
        IReadOnlyCollection<string> streams,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(
            $"""
            select {Columns} from mt_events e left join ledger_entries l on l.event_number = e.seq_id
            where e.tenant_id = $1 and e.stream_id = any($2) order by e.stream_id, e.version
            """
        );
        command.Parameters.Add(new() { Value = Tenant.Of(clinicId) });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, streams));
        return (await Read(command, cancellation)).ToLookup(e => e.Stream);
    }

    private static void AddTo(NpgsqlCommand command, NoteEvents which)
    {
        Add(NpgsqlDbType.Varchar, Tenant.Of(which.ClinicId));
        Add(NpgsqlDbType.Varchar, Text(which.SessionNoteId));
        Add(NpgsqlDbType.TimestampTz, Time(which.From));
        Add(NpgsqlDbType.TimestampTz, Time(which.To));
        Add(NpgsqlDbType.Varchar, Text(which.ActorId));
        Add(NpgsqlDbType.Varchar, which.Type);

        void Add(NpgsqlDbType type, object? value) =>
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });

        static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);

        static DateTime? Time(Instant? moment) => moment?.ToDateTimeUtc();
    }

    private static async Task<List<StoredEvent>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var type = row.GetString(3);
            events.Add(
                new StoredEvent(
                    row.IsDBNull(0) ? null : row.GetInt64(0),
                    row.GetString(1),
                    row.GetInt64(2),
                    type,
                    StoredEvents.Read(type, row.GetString(4)),
                    row.IsDBNull(5) ? null : row.GetString(5)
                )
            );
        }

        return events;
    }
}
