using System.Numerics;

namespace ClinicNotes.Domain.Ledger;

/// <summary>A subtree of 2^Height leaves, the first of which has an index that 2^Height divides: its hash never changes.</summary>
/// <param name="First">The index of its first leaf, from 0.</param>
/// <param name="Height">0 for a leaf, up to 62.</param>
public readonly record struct CompleteSubtree(long First, int Height)
{
    /// <summary>The stored hashes that it is made of: 1 to 128 of one tile.</summary>
    public HashSpan Need
    {
        get
        {
            var level = Height / HashSpan.Bits;
            return new(level, First >> (level * HashSpan.Bits), 1 << (Height % HashSpan.Bits));
        }
    }

    /// <summary>The subtrees that the leaves from <paramref name="from" /> up to, not with, <paramref name="to" /> fall into, left to right.</summary>
    /// <remarks>This is how MTH(D[from:to]) of RFC 6962, section 2.1, splits: always at the largest power of two.</remarks>
    internal static IEnumerable<CompleteSubtree> Between(long from, long to)
    {
        while (from < to)
        {
            var height = BitOperations.Log2((ulong)(to - from));
            yield return new(from, height);
            from += 1L << height;
        }
    }

    /// <summary>The root of a complete tree over these hashes.</summary>
    /// <param name="hashes">A power of two of them, left to right.</param>
    public static TreeHash Root(IReadOnlyList<TreeHash> hashes)
    {
        Span<TreeHash> row = [.. hashes];
        for (; row.Length > 1; row = row[..(row.Length / 2)])
        {
            for (var i = 0; i < row.Length / 2; i++)
                row[i] = TreeHash.OfNode(row[2 * i], row[2 * i + 1]);
        }

        return row[0];
    }
}
