using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.History;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.History;

/// <summary>Reads the audit report straight from the events: an index finds those of a period.</summary>
internal sealed class AuditReport(NpgsqlDataSource database) : IAuditReport
{
    public async Task<(IReadOnlyList<ReportRow> Rows, long Total)> Page(
        WhichEvents which,
        Sorting sorting,
        Paging paging,
        CancellationToken cancellation
    )
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(ReportQuery.Count, which));
        var page = Command(ReportQuery.Page(sorting), which);
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.Offset });
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.PageSize });
        batch.BatchCommands.Add(page);
        return await Read(batch, Row, cancellation);
    }

    public async Task<(IReadOnlyList<SharedSignature> Signatures, long Total)> SharedSignatures(
        long clinicId,
        Paging paging,
        CancellationToken cancellation
    )
    {
        await using var batch = database.CreateBatch();
        foreach (var sql in new[] { SharedSignatureQuery.Count, SharedSignatureQuery.Page })
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands[1].Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.Offset });
        batch.BatchCommands[1].Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.PageSize });
        return await Read(batch, Signature, cancellation);
    }

    private static NpgsqlBatchCommand Command(string sql, WhichEvents which)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(NpgsqlDbType.Varchar, Tenant.Of(which.ClinicId));
        Add(NpgsqlDbType.TimestampTz, which.From?.ToDateTimeUtc());
        Add(NpgsqlDbType.TimestampTz, which.To?.ToDateTimeUtc());
        Add(NpgsqlDbType.Varchar, which.ActorId?.ToString(CultureInfo.InvariantCulture));
        Add(NpgsqlDbType.Varchar, which.Type);
        return command;

        void Add(NpgsqlDbType type, object? value) =>
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }

    /// <summary>A count, then rows.</summary>
    private static async Task<(IReadOnlyList<T> Rows, long Total)> Read<T>(
        NpgsqlBatch batch,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation
    )
    {
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var total = row.GetInt64(0);
        await row.NextResultAsync(cancellation);
        var rows = new List<T>();
        while (await row.ReadAsync(cancellation))
            rows.Add(read(row));
        return (rows, total);
    }

    private static ReportRow Row(NpgsqlDataReader row) =>
        new(
            row.GetFieldValue<long?>(0),
            Moment(row, 1),
            row.GetString(2),
            row.GetString(3),
            row.GetInt64(4),
            row.GetFieldValue<long?>(5),
            Text(row, 6),
            Text(row, 7),
            row.GetFieldValue<long[]>(8),
            row.GetFieldValue<long?>(9),
            Text(row, 10),
            Text(row, 11),
            Text(row, 12)
        );

    private static SharedSignature Signature(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetFieldValue<long[]>(1), row.GetInt64(2), row.GetFieldValue<long[]>(3), Moment(row, 4), Moment(row, 5));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Instant Moment(NpgsqlDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));
}
