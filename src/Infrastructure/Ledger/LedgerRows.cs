using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>A row of <c>ledger_entries</c>, and of which session note its event tells.</summary>
internal sealed record LedgerRow(
    string ClinicId,
    long Position,
    long Number,
    long? SessionNoteId,
    TreeHash Leaf,
    byte[] BodySalt,
    byte[]? SignatureSalt
);

/// <summary>The table <c>ledger_entries</c>.</summary>
internal static class LedgerRows
{
    /// <summary>Where it is told of each ledger that has grown, once that is committed: the clinic, a space and the last position.</summary>
    public const string Channel = "clinicnotes_ledger";

    private const string Insert = """
        insert into ledger_entries (clinic_id, position, event_number, leaf, body_salt, signature_salt)
        select * from unnest($1, $2, $3, $4, $5, $6)
        """;

    private const string Tell = $"select pg_notify('{Channel}', clinic || ' ' || position) from unnest($1, $2) as grown (clinic, position)";

    public static void Add(NpgsqlBatch batch, IReadOnlyList<LedgerRow> rows)
    {
        if (rows.Count == 0)
            return;

        var insert = new NpgsqlBatchCommand(Insert);
        Column(NpgsqlDbType.Varchar, row => row.ClinicId);
        Column(NpgsqlDbType.Bigint, row => row.Position);
        Column(NpgsqlDbType.Bigint, row => row.Number);
        Column(NpgsqlDbType.Bytea, row => row.Leaf.ToArray());
        Column(NpgsqlDbType.Bytea, row => row.BodySalt);
        Column(NpgsqlDbType.Bytea, row => row.SignatureSalt);
        batch.BatchCommands.Add(insert);

        var ends = rows.GroupBy(row => row.ClinicId, (clinic, grown) => (Clinic: clinic, grown.Last().Position)).ToList();
        var tell = new NpgsqlBatchCommand(Tell);
        tell.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, ends.Select(end => end.Clinic)));
        tell.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Bigint, ends.Select(end => end.Position)));
        batch.BatchCommands.Add(tell);

        void Column<T>(NpgsqlDbType type, Func<LedgerRow, T> part) => insert.Parameters.Add(ArrayParameter.Of(type, rows.Select(part)));
    }

    /// <summary>How many entries the clinic's ledger has.</summary>
    public static async Task<long> Size(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select position from ledger_entries where clinic_id = $1 order by position desc limit 1",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        return await command.ExecuteScalarAsync(cancellation) is long size ? size : 0;
    }
}
