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
    public async Task<(IReadOnlyList<StoredEvent> Events, long Total)> Page(NoteEvents which, Paging paging, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var count = new NpgsqlCommand(NoteSteps.Count(which.WithReads), connection);
        AddTo(count, which);
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;

        await using var page = new NpgsqlCommand(NoteSteps.Page(which.WithReads), connection);
        AddTo(page, which);
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.Offset });
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.PageSize });
        return (await Read(page, cancellation), total);
    }

    public async Task<IReadOnlyList<StoredEvent>> All(long clinicId, long sessionNoteId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select {NoteSteps.Columns} {NoteSteps.OfNote} {NoteSteps.Order}");
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
            select {NoteSteps.Columns} from mt_events e left join ledger_entries l on l.event_number = e.seq_id
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
            var (stream, version, type) = (row.GetString(1), row.GetInt64(2), row.GetString(3));
            events.Add(
                new StoredEvent(
                    row.IsDBNull(0) ? null : row.GetInt64(0),
                    stream,
                    version,
                    type,
                    StoredEvents.Read(stream, version, type, row.GetString(4)),
                    row.IsDBNull(5) ? null : row.GetString(5)
                )
            );
        }

        return events;
    }
}
