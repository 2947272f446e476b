using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The hashes above the leaves of a clinic's tree, made anew and held against what is stored.</summary>
/// <param name="Missing">Those that are not stored.</param>
/// <param name="Wrong">How many others are stored than its entries come to.</param>
internal sealed record DerivedTree(IReadOnlyList<CompletedHash> Missing, int Wrong)
{
    private const string Leaves = "select position, leaf from ledger_entries where clinic_id = $1 order by position";

    /// <summary>The tree of a clinic.</summary>
    /// <param name="clinic">Whose tree.</param>
    /// <param name="key">By which it was signed.</param>
    /// <param name="connection">In a transaction that sees one moment.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <exception cref="DamagedRecordException">The ledger lacks entries, they have no leaves, or they are not those that were signed.</exception>
    public static async Task<DerivedTree> Of(string clinic, CheckpointKey key, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var signed = await Checkpoints.SignedOf(clinic, key, connection, cancellation);
        var stored = await HashRows.All(clinic, connection, cancellation);
        var (tree, missing, wrong) = (new GrowingTree(), new List<CompletedHash>(), 0);
        await using var command = new NpgsqlCommand(Leaves, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            if (row.GetInt64(0) != tree.Size + 1)
                throw new DamagedRecordException($"the ledger lacks the entry of position {tree.Size + 1}");

            foreach (var completed in tree.Add(row.Hash(1)))
            {
                if (!stored.Remove((completed.Level, completed.Index), out var bytes))
                    missing.Add(completed);
                else if (!bytes.AsSpan().SequenceEqual(completed.Hash.ToArray()))
                    wrong++;
            }

            if (tree.Size == signed?.Size && tree.Root != signed.Root)
                throw new DamagedRecordException($"the first {signed.Size} entries are not those that were signed");
        }

        if (signed?.Size > tree.Size)
            throw new DamagedRecordException($"{signed.Size} entries were signed and only {tree.Size} are there");
        return new(missing, wrong + stored.Count);
    }
}
