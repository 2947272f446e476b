using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Signs what ledgers are at a size, and nothing that contradicts what was signed before.</summary>
internal sealed class Checkpoints(CheckpointKey key, IClock clock)
{
    private const string Newest = "select size, note from ledger_checkpoints where clinic_id = $1 order by size desc limit 1";
    private const string Insert = "insert into ledger_checkpoints (clinic_id, size, note, signed_at) values ($1, $2, $3, $4)";

    /// <summary>The newest checkpoint, if there is one.</summary>
    public static async Task<(long Size, string Note)?> NewestOf(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Newest, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetInt64(0), row.GetString(1)) : null;
    }

    /// <summary>What the newest checkpoint says, if there is one.</summary>
    /// <exception cref="DamagedRecordException">None of the keys has signed it.</exception>
    public static async Task<Checkpoint?> SignedOf(
        string clinic,
        CheckpointKey key,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        await NewestOf(clinic, connection, cancellation) is not { } newest ? null
        : key.Verified(clinic, newest.Note) is { } checkpoint && checkpoint.Size == newest.Size ? checkpoint
        : throw new DamagedRecordException($"the checkpoint of size {newest.Size} is not signed by a key of this service");

    /// <summary>Holds the ledger as it is stored against what was signed last, if there is a key.</summary>
    /// <param name="clinic">Whose ledger.</param>
    /// <param name="size">How many entries it has now.</param>
    /// <param name="connection">In the transaction that may add to it.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <returns>How many entries it had then; 0 where nothing was signed, or nothing can be.</returns>
    /// <exception cref="ContradictionException">It is no longer what was signed.</exception>
    /// <exception cref="DamagedRecordException">It lacks something, or none of the keys has signed it.</exception>
    public async Task<long> MustStillHold(string clinic, long size, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!key.CanSign || await SignedOf(clinic, key, connection, cancellation) is not { } signed)
            return 0;
        if (signed.Size > size)
            throw new ContradictionException(clinic, $"{signed.Size} entries were signed and only {size} are there");

        var root = await StoredHashes.Fold(clinic, MerkleTree.Root(signed.Size), connection, cancellation);
        return root[0] == signed.Root
            ? signed.Size
            : throw new ContradictionException(clinic, $"its first {signed.Size} entries are not those that were signed");
    }

    /// <summary>Signs a ledger that still is what was signed of it, as it is stored, unless that is done or there is no key.</summary>
    /// <param name="clinic">Whose ledger.</param>
    /// <param name="placed">The tree of what was placed in it.</param>
    /// <param name="signed">How many entries the newest checkpoint says.</param>
    /// <param name="connection">In the transaction in which it was held against that.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <exception cref="ContradictionException">The ledger is not what was placed in it.</exception>
    public async Task Sign(string clinic, GrowingTree placed, long signed, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var size = placed.Size;
        if (!key.CanSign || size == signed)
            return;

        var root = await StoredHashes.Fold(clinic, MerkleTree.Root(size), connection, cancellation);
        if (root[0] != placed.Root)
            throw new ContradictionException(clinic, $"its {size} entries are not those that were placed in it");

        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = size });
        command.Parameters.Add(
            new NpgsqlParameter<string> { TypedValue = key.Sign(clinic, new Checkpoint(key.OriginOf(clinic), size, root[0])) }
        );
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetCurrentInstant().ToDateTimeUtc() });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A ledger contradicts what was signed of it: its entries were changed or cut, or its checkpoints were.</summary>
public sealed class ContradictionException(string clinic, string what, Exception? cause = null)
    : InvalidOperationException($"No checkpoint of clinic {clinic} is signed: {what}.", cause);
