using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Stores the hashes above the leaves, each once all its leaves are there.</summary>
internal static class TreeGrowth
{
    /// <param name="clinic">Whose ledger.</param>
    /// <param name="before">How many entries it had.</param>
    /// <param name="after">How many it has, all of them stored.</param>
    /// <param name="connection">In the transaction that stores the entries.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public static async Task Complete(string clinic, long before, long after, NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var level in MerkleTree.CompletedBy(before, after).GroupBy(completed => completed.Level))
        {
            var completed = level.ToArray();
            var below = await StoredHashes.Read(clinic, [.. completed.Select(hash => hash.Of)], connection, cancellation);
            foreach (var hash in completed)
                await Insert(clinic, hash, CompleteSubtree.Root(below[hash.Of]), connection, cancellation);
        }
    }

    private static async Task Insert(
        string clinic,
        CompletedHash completed,
        TreeHash hash,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        const string sql = "insert into ledger_hashes (clinic_id, level, index, hash) values ($1, $2, $3, $4)";
        await using var insert = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = clinic },
                new NpgsqlParameter<int> { TypedValue = completed.Level },
                new NpgsqlParameter<long> { TypedValue = completed.Index },
                new NpgsqlParameter<byte[]> { TypedValue = hash.ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellation);
    }
}
