using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The table <c>ledger_hashes</c>: the hashes above the leaves, each once all its leaves are there.</summary>
internal static class HashRows
{
    // What is there already is of entries that were cut off since: no checkpoint is signed that it contradicts.
    private const string Insert =
        "insert into ledger_hashes (clinic_id, level, index, hash) select * from unnest($1, $2, $3, $4) on conflict do nothing";

    public static void Add(NpgsqlBatch batch, IReadOnlyList<(string ClinicId, CompletedHash Completed)> rows)
    {
        if (rows.Count == 0)
            return;

        batch.BatchCommands.Add(
            new(Insert)
            {
                Parameters =
                {
                    ArrayParameter.Of(NpgsqlDbType.Varchar, rows.Select(row => row.ClinicId)),
                    ArrayParameter.Of(NpgsqlDbType.Integer, rows.Select(row => row.Completed.Level)),
                    ArrayParameter.Of(NpgsqlDbType.Bigint, rows.Select(row => row.Completed.Index)),
                    ArrayParameter.Of(NpgsqlDbType.Bytea, rows.Select(row => row.Completed.Hash.ToArray())),
                },
            }
        );
    }

    /// <summary>All that is stored above the leaves of a clinic's tree, by place, whatever it is.</summary>
    public static async Task<Dictionary<(int Level, long Index), byte[]>> All(
        string clinic,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand("select level, index, hash from ledger_hashes where clinic_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        var stored = new Dictionary<(int, long), byte[]>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            stored[(row.GetInt32(0), row.GetInt64(1))] = row.GetFieldValue<byte[]>(2);

        return stored;
    }
}
