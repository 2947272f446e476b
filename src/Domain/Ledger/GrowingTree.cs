using System.Numerics;

namespace ClinicNotes.Domain.Ledger;

/// <summary>The tree of RFC 6962, section 2.1, over leaves that come one by one: it keeps a hash for each complete subtree, some sixty at most.</summary>
public sealed class GrowingTree
{
    private readonly List<(int Height, TreeHash Hash)> _complete = [];

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>Whether hashes of it are lost.</summary>
    public bool IsLost { get; private init; }

    /// <summary>The root over its leaves; <c>null</c> where hashes are lost.</summary>
    public TreeHash? Root =>
        IsLost ? null
        : _complete.Count == 0 ? TreeHash.OfEmptyTree
        : _complete.Select(subtree => subtree.Hash).Reverse().Aggregate((right, left) => TreeHash.OfNode(left, right));

    /// <summary>The tree as it is at a size, ready to go on.</summary>
    /// <param name="size">How many leaves it has, from 0.</param>
    /// <param name="complete">What <see cref="MerkleTree.Complete" /> of this size comes to; with fewer hashes than that it is lost.</param>
    public static GrowingTree At(long size, IReadOnlyList<TreeHash> complete)
    {
        var tree = new GrowingTree { Size = size };
        foreach (var (subtree, hash) in CompleteSubtree.Between(0, size).Zip(complete))
            tree._complete.Add((subtree.Height, hash));
        return tree._complete.Count == BitOperations.PopCount((ulong)size) ? tree : Lost(size);
    }

    /// <summary>A tree of which hashes are lost: it counts its leaves, and nothing of it is complete any more.</summary>
    /// <param name="size">How many leaves it has, from 0.</param>
    public static GrowingTree Lost(long size) => new() { Size = size, IsLost = true };

    /// <summary>Adds a leaf, and gives the hashes of tile levels from 1 that are complete by it, each after those that it is made of.</summary>
    public IReadOnlyList<CompletedHash> Add(TreeHash leaf)
    {
        Size++;
        if (IsLost)
            return [];

        List<CompletedHash>? completed = null;
        var (height, hash) = (0, leaf);
        while (_complete is [.., var left] && left.Height == height)
        {
            _complete.RemoveAt(_complete.Count - 1);
            (height, hash) = (height + 1, TreeHash.OfNode(left.Hash, hash));
            if (height % HashSpan.Bits == 0)
                (completed ??= []).Add(new(height / HashSpan.Bits, (Size >> height) - 1, hash));
        }

        _complete.Add((height, hash));
        return completed ?? (IReadOnlyList<CompletedHash>)[];
    }
}
