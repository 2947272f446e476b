using System.Globalization;
using System.Text;
using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

/// <summary>A tree stored as it is in the database: the hashes of complete subtrees of 256^L leaves, and no other. Each time that it grows it goes on from what is stored.</summary>
internal sealed class StoredTree
{
    private const int MostLeaves = 66_000;

    private static readonly TreeHash[] Many =
    [
        .. Enumerable
            .Range(1, MostLeaves)
            .Select(position => TreeHash.OfLeaf(Encoding.UTF8.GetBytes(position.ToString(CultureInfo.InvariantCulture)))),
    ];

    private readonly List<List<TreeHash>> _levels = [.. Enumerable.Range(0, 8).Select(_ => new List<TreeHash>())];
    private GrowingTree _growing = new();

    /// <summary>The leaves of every tree of this size or less.</summary>
    public static ReadOnlySpan<TreeHash> Leaves(long size) => Many.AsSpan(0, (int)size);

    public static StoredTree Of(params long[] sizes)
    {
        var tree = new StoredTree();
        foreach (var size in sizes)
            tree.GrowTo(size);
        return tree;
    }

    public int Stored(int level) => _levels[level].Count;

    public IReadOnlyList<TreeHash> Read(HashSpan span)
    {
        span.Count.ShouldBeInRange(1, 256);
        ((span.First + span.Count - 1) / 256).ShouldBe(span.First / 256, "a span lies in one tile");
        return _levels[span.Level].GetRange((int)span.First, span.Count);
    }

    private void GrowTo(long size)
    {
        _growing = GrowingTree.At(_growing.Size, MerkleTree.Complete(_growing.Size).Fold(Read));
        foreach (var leaf in Leaves(size)[(int)_growing.Size..])
        {
            _levels[0].Add(leaf);
            foreach (var completed in _growing.Add(leaf))
            {
                completed.Index.ShouldBe(Stored(completed.Level));
                _levels[completed.Level].Add(completed.Hash);
            }
        }

        _growing.Root.ShouldBe(MerkleTree.Root(size).Fold(Read).ShouldHaveSingleItem());
    }
}
