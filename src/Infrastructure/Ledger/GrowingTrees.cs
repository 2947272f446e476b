using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// The trees of ledgers as they have grown, so that nothing need be read to go on with one. Who goes on with a tree takes it, and gives it back
/// once what it added is committed: one whose additions came to nothing is read anew.
/// </summary>
internal sealed class GrowingTrees
{
    /// <summary>How many are remembered: those of clinics that are at work at the same time, and some 4 MB.</summary>
    public const int MostKept = 4_000;

    private readonly Dictionary<string, GrowingTree> _trees = [];

    /// <summary>Takes a clinic's tree, as it is remembered or else as it is stored; one that lacks something as far as its size is known.</summary>
    public async ValueTask<GrowingTree> Take(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (_trees.Remove(clinic, out var tree))
            return tree;

        try
        {
            return await TakeStored(clinic, connection, cancellation);
        }
        catch (DamagedRecordException)
        {
            // Its events get their positions all the same. Nothing of it is signed, and that is said.
            return GrowingTree.Lost(await LedgerRows.Size(clinic, connection, cancellation));
        }
    }

    /// <summary>Takes a clinic's tree as it is stored.</summary>
    /// <exception cref="DamagedRecordException">It lacks something.</exception>
    public async Task<GrowingTree> TakeStored(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var size = await LedgerRows.Size(clinic, connection, cancellation);
        return _trees.Remove(clinic, out var tree) && tree.Size == size
            ? tree
            : GrowingTree.At(size, await StoredHashes.Fold(clinic, MerkleTree.Complete(size), connection, cancellation));
    }

    /// <summary>Gives a tree back, which is stored as it is.</summary>
    public void Keep(string clinic, GrowingTree tree)
    {
        // It may be mended by the next time.
        if (tree.IsLost)
            return;

        if (_trees.Count >= MostKept)
            _trees.Clear();
        _trees[clinic] = tree;
    }

    /// <summary>Forgets all: anything may have happened to the ledgers.</summary>
    public void Clear() => _trees.Clear();
}
