using System.Numerics;

namespace ClinicNotes.Domain.Ledger;

/// <summary>
/// The Merkle tree of RFC 6962, section 2.1, over a ledger of which only the hashes of complete subtrees of 256^L leaves are stored
/// (C2SP tlog-tiles).
/// </summary>
public static class MerkleTree
{
    /// <summary>The root, as the one hash of the plan.</summary>
    /// <param name="size">How many leaves, from 0.</param>
    public static TreePlan Root(long size) => new([(0, size)]);

    /// <summary>The audit path of a leaf, from the leaf up (RFC 6962, section 2.1.1).</summary>
    /// <param name="position">The position of the entry, 1 to <paramref name="size" />; <c>null</c> comes back for any other.</param>
    /// <param name="size">How many leaves the tree has.</param>
    public static TreePlan? InclusionProof(long position, long size) =>
        position < 1 || position > size ? null : new(BesideTheWay(position - 1, size));

    /// <summary>The proof that a tree has only grown, from the leaf up (RFC 6962, section 2.1.2).</summary>
    /// <param name="from">
    /// The size it had, 0 to <paramref name="size" />; <c>null</c> comes back for any other. From 0, or from the same size, the proof has
    /// no hashes.
    /// </param>
    /// <param name="size">The size it has.</param>
    public static TreePlan? ConsistencyProof(long from, long size)
    {
        if (from < 0 || from > size)
            return null;
        if (from == 0 || from == size)
            return new([]);

        var height = BitOperations.TrailingZeroCount(from);
        var first = from - (1L << height);
        var beside = BesideTheWay(first, size, first + (1L << height));
        return new(first == 0 ? beside : beside.Prepend((first, from)));
    }

    /// <summary>The hashes of the complete subtrees that a tree falls into, left to right: all that it takes to go on with it.</summary>
    /// <param name="size">How many leaves it has, from 0.</param>
    public static TreePlan Complete(long size) =>
        new(CompleteSubtree.Between(0, size).Select(subtree => (subtree.First, subtree.First + (1L << subtree.Height))));

    private static Stack<(long From, long To)> BesideTheWay(long index, long size) => BesideTheWay(index, size, index + 1);

    /// <summary>What lies beside the way from a complete subtree, up to <paramref name="end" />, to the root; the lowest first.</summary>
    private static Stack<(long From, long To)> BesideTheWay(long index, long size, long end)
    {
        var beside = new Stack<(long From, long To)>();
        var (from, to) = (0L, size);
        while (from < index || to > end)
        {
            var middle = from + (1L << BitOperations.Log2((ulong)(to - from - 1)));
            beside.Push(index < middle ? (middle, to) : (from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        return beside;
    }
}
