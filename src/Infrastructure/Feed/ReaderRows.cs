using ClinicNotes.Application.Feed;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Feed;

/// <summary>The table <c>feed_readers</c>: who reads event streams at which service. A service that says nothing for a while is gone.</summary>
internal static class ReaderRows
{
    private const string Former = "delete from feed_readers where service = $1 or noted_at < now() - interval '1 minute'";

    private const string Insert = """
        insert into feed_readers (service, clinic_id, user_id, remote_address, since, position) select $1, * from unnest($2, $3, $4, $5, $6)
        """;

    private const string Others = """
        select user_id, remote_address, since, position from feed_readers
        where clinic_id = $1 and service <> $2 and noted_at > now() - interval '10 seconds'
        """;

    /// <summary>Notes who reads at a service, instead of those who did.</summary>
    public static async Task Note(
        Guid service,
        IReadOnlyList<(long ClinicId, FeedReading Reading)> readers,
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Statement(Former));
        var insert = Statement(Insert);
        Column(NpgsqlDbType.Varchar, reader => Tenant.Of(reader.ClinicId));
        Column(NpgsqlDbType.Bigint, reader => reader.Reading.UserId);
        Column(NpgsqlDbType.Text, reader => reader.Reading.RemoteAddress);
        Column(NpgsqlDbType.TimestampTz, reader => reader.Reading.Since.ToDateTimeUtc());
        Column(NpgsqlDbType.Bigint, reader => reader.Reading.Position);
        batch.BatchCommands.Add(insert);
        await batch.ExecuteNonQueryAsync(cancellation);

        NpgsqlBatchCommand Statement(string sql) => new(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = service } } };

        void Column<T>(NpgsqlDbType type, Func<(long ClinicId, FeedReading Reading), T> part) =>
            insert.Parameters.Add(ArrayParameter.Of(type, readers.Select(part)));
    }

    /// <summary>Who reads a clinic's stream at other services.</summary>
    public static async Task<IReadOnlyList<FeedReading>> Of(
        long clinicId,
        Guid besides,
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(Others);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = besides });
        var readings = new List<FeedReading>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            readings.Add(
                new(
                    row.IsDBNull(0) ? null : row.GetInt64(0),
                    row.IsDBNull(1) ? null : row.GetString(1),
                    Instant.FromDateTimeUtc(row.GetDateTime(2)),
                    row.GetInt64(3)
                )
            );
        return readings;
    }
}
