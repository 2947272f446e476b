using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>How far the streams of reads are.</summary>
internal sealed class ReadStreams(NpgsqlDataSource database)
{
    private const string Heads = """
        select coalesce(s.version, 0), last.timestamp, exists (
            select from mt_events e where e.tenant_id = g.clinic and e.stream_id = g.stream and e.version = g.sent_as and e.id = g.event_id
        )
        from unnest($1, $2, $3, $4) with ordinality as g (clinic, stream, sent_as, event_id, n)
            left join mt_streams s on s.tenant_id = g.clinic and s.id = g.stream
            left join mt_events last on last.tenant_id = s.tenant_id and last.stream_id = s.id and last.version = s.version
        order by n
        """;

    /// <summary>Of the stream of each group the head.</summary>
    public async Task<IReadOnlyList<Head>> Of(IReadOnlyList<ReadGroup> groups, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Heads);
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, groups.Select(group => group.Key.Clinic)));
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, groups.Select(group => group.Key.Stream)));
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Bigint, groups.Select(group => group.SentAs)));
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Uuid, groups.Select(group => group.EventId)));
        var heads = new List<Head>(groups.Count);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            Instant? last = row.IsDBNull(1) ? null : Instant.FromDateTimeUtc(row.GetDateTime(1));
            heads.Add(new Head(row.GetInt64(0), last, row.GetBoolean(2)));
        }

        return heads;
    }

    /// <param name="Version">The stream's version; 0 if there is none.</param>
    /// <param name="Last">When its last event was recorded.</param>
    /// <param name="HasIt">Whether the group, sent before, is recorded.</param>
    internal sealed record Head(long Version, Instant? Last, bool HasIt);
}
