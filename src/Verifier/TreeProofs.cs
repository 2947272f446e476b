using System.Numerics;

namespace ClinicNotes.Verifier;

/// <summary>The proofs of RFC 6962, sections 2.1.1 and 2.1.2, checked as RFC 9162, sections 2.1.3.2 and 2.1.4.2, says.</summary>
internal static class TreeProofs
{
    /// <summary>Whether a leaf is in the tree of that size and root, at that index.</summary>
    public static bool Includes(in Hash root, long size, long index, in Hash leaf, IReadOnlyList<Hash> proof)
    {
        if (index < 0 || index >= size)
            return false;

        var (place, last, hash) = (index, size - 1, leaf);
        foreach (var beside in proof)
        {
            if (last == 0)
                return false;
            if (IsRight(place) || place == last)
            {
                hash = MerkleTree.Node(beside, hash);
                Climb(ref place, ref last);
            }
            else
            {
                hash = MerkleTree.Node(hash, beside);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the newer tree begins with the leaves of the older one.</summary>
    public static bool IsGrown(in Hash olderRoot, long olderSize, in Hash root, long size, IReadOnlyList<Hash> proof)
    {
        if (olderSize < 1 || olderSize > size)
            return false;
        if (olderSize == size)
            return proof.Count == 0 && olderRoot == root;

        Hash[] path = BitOperations.IsPow2(olderSize) ? [olderRoot, .. proof] : [.. proof];
        if (proof.Count == 0)
            return false;

        var (place, last) = (olderSize - 1, size - 1);
        var common = BitOperations.TrailingZeroCount(~place);
        (place, last) = (place >> common, last >> common);
        var (older, newer) = (path[0], path[0]);
        foreach (var beside in path.AsSpan(1))
        {
            if (last == 0)
                return false;
            if (IsRight(place) || place == last)
            {
                (older, newer) = (MerkleTree.Node(beside, older), MerkleTree.Node(beside, newer));
                Climb(ref place, ref last);
            }
            else
            {
                newer = MerkleTree.Node(newer, beside);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && older == olderRoot && newer == root;
    }

    private static bool IsRight(long place) => (place & 1) == 1;

    // A last node without a neighbour is its parent: the way skips to where it has one.
    private static void Climb(ref long place, ref long last)
    {
        while (place != 0 && !IsRight(place))
            (place, last) = (place >> 1, last >> 1);
    }
}
