using System.Numerics;

namespace ClinicNotes.Domain.Ledger;

/// <summary>The proof that a tree has only grown since it was smaller: no leaf was altered, removed or put between.</summary>
public static class ConsistencyProof
{
    /// <summary>Whether the proof holds (RFC 9162, section 2.1.4.2); from no leaves, or the same size, it has no hashes.</summary>
    /// <param name="from">The smaller size, from 0.</param>
    /// <param name="fromRoot">The root at that size.</param>
    /// <param name="size">The larger size.</param>
    /// <param name="root">The root at the larger size.</param>
    /// <param name="hashes">The proof, from the leaf up.</param>
    public static bool Holds(long from, TreeHash fromRoot, long size, TreeHash root, IReadOnlyList<TreeHash> hashes)
    {
        if (from < 0 || from > size)
            return false;
        if (from == size)
            return hashes.Count == 0 && fromRoot == root && (size > 0 || root == TreeHash.OfEmptyTree);
        if (from == 0)
            return hashes.Count == 0 && fromRoot == TreeHash.OfEmptyTree;

        IReadOnlyList<TreeHash> path = BitOperations.IsPow2(from) ? [fromRoot, .. hashes] : hashes;
        return path.Count > 0 && Meets(path, from, fromRoot, size, root);
    }

    private static bool Meets(IReadOnlyList<TreeHash> path, long from, TreeHash fromRoot, long size, TreeHash root)
    {
        var complete = BitOperations.TrailingZeroCount(from);
        var (node, last) = ((from - 1) >> complete, (size - 1) >> complete);
        var (smaller, larger) = (path[0], path[0]);
        foreach (var beside in path.Skip(1))
        {
            if (last == 0)
                return false;
            if (long.IsOddInteger(node) || node == last)
            {
                smaller = TreeHash.OfNode(beside, smaller);
                larger = TreeHash.OfNode(beside, larger);
                for (; long.IsEvenInteger(node) && node != 0; node >>= 1)
                    last >>= 1;
            }
            else
            {
                larger = TreeHash.OfNode(larger, beside);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && smaller == fromRoot && larger == root;
    }
}
