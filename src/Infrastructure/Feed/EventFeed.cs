using System.Globalization;
using ClinicNotes.Application.Feed;
using ClinicNotes.Infrastructure.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Feed;

/// <summary>Reads the feed from the ledger's entries and their events.</summary>
internal sealed class EventFeed(NpgsqlDataSource database, LedgerGrowth growth, RecentEntries recent, IConfiguration settings) : IEventFeed
{
    private const string Entries = """
        select l.position, e.id, e.stream_id, e.version, e.type, e.data
        from ledger_entries l join mt_events e on e.seq_id = l.event_number
        where l.clinic_id = $1 and e.tenant_id = $1 and l.position > $2 and l.position <= $3
            and ($5::varchar[] is null or e.type = any($5)) and ($6::varchar is null or e.data ->> 'session_note_id' = $6)
        order by l.position limit $4
        """;

    private readonly string _source = settings["Feed:Source"] is { Length: > 0 } given ? given.TrimEnd('/') : "clinicnotes";
    private readonly string _links = settings["Feed:Links"]?.TrimEnd('/') ?? "";

    public FeedSource SourceOf(long clinicId) => new($"{_source}/{Tenant.Of(clinicId)}", _links);

    public async Task<long> End(long clinicId, long atLeast, CancellationToken cancellation)
    {
        if (recent.EndOf(Tenant.Of(clinicId)) is { } end && end >= atLeast)
            return end;

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await LedgerRows.Size(Tenant.Of(clinicId), connection, cancellation);
    }

    public Task<bool> Grows(long clinicId, long beyond, CancellationToken cancellation) =>
        growth.Beyond(Tenant.Of(clinicId), beyond, cancellation);

    public async Task<IReadOnlyList<FeedEntry>> Read(FeedPart part, CancellationToken cancellation) =>
        await recent.Between(Tenant.Of(part.ClinicId), part.After, part.UpTo, cancellation) is { } entries
            ? [.. entries.Where(entry => part.Filter.LetsThrough(entry.Type, entry.Event.SessionNoteId)).Take((int)part.Limit)]
            : await Stored(part, cancellation);

    private async Task<IReadOnlyList<FeedEntry>> Stored(FeedPart part, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Entries);
        Add(NpgsqlDbType.Varchar, Tenant.Of(part.ClinicId));
        Add(NpgsqlDbType.Bigint, part.After);
        Add(NpgsqlDbType.Bigint, part.UpTo);
        Add(NpgsqlDbType.Bigint, part.Limit);
        Add(NpgsqlDbType.Array | NpgsqlDbType.Varchar, part.Filter.Types?.ToArray());
        Add(NpgsqlDbType.Varchar, part.Filter.SessionNoteId?.ToString(CultureInfo.InvariantCulture));
        var entries = new List<FeedEntry>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var (stream, version, type) = (row.GetString(2), row.GetInt64(3), row.GetString(4));
            var e = StoredEvents.Read(stream, version, type, row.GetString(5));
            entries.Add(new(row.GetInt64(0), row.GetGuid(1).ToString(), stream, version, type, e));
        }

        return entries;

        void Add(NpgsqlDbType type, object? value) =>
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }
}
