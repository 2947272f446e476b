namespace ClinicNotes.Domain.Ledger;

/// <summary>The proof that an entry is in a tree.</summary>
public static class InclusionProof
{
    /// <summary>Whether the proof holds (RFC 9162, section 2.1.3.2).</summary>
    /// <param name="leaf">The entry's leaf hash.</param>
    /// <param name="position">The entry's position, from 1.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="hashes">The proof, from the leaf up.</param>
    /// <param name="root">The tree's root.</param>
    public static bool Holds(TreeHash leaf, long position, long size, IReadOnlyList<TreeHash> hashes, TreeHash root)
    {
        if (position < 1 || position > size)
            return false;

        var (node, last, hash) = (position - 1, size - 1, leaf);
        foreach (var beside in hashes)
        {
            if (last == 0)
                return false;
            if (long.IsOddInteger(node) || node == last)
            {
                hash = TreeHash.OfNode(beside, hash);
                for (; long.IsEvenInteger(node) && node != 0; node >>= 1)
                    last >>= 1;
            }
            else
            {
                hash = TreeHash.OfNode(hash, beside);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && hash == root;
    }
}
