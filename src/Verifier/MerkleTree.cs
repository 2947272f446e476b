using System.Numerics;
using System.Runtime.CompilerServices;

namespace ClinicNotes.Verifier;

/// <summary>The Merkle tree of RFC 6962, section 2.1, grown leaf by leaf: of it only the roots of its complete parts are kept.</summary>
internal sealed class MerkleTree
{
    private readonly Hash[] _roots = new Hash[64];

    public long Size { get; private set; }

    /// <param name="leaf">The hash of a leaf, not the leaf.</param>
    public void Append(in Hash leaf)
    {
        var root = leaf;
        var level = BitOperations.TrailingZeroCount(~Size);
        for (var below = 0; below < level; below++)
            root = Node(_roots[below], root);
        _roots[level] = root;
        Size++;
    }

    public Hash Root()
    {
        if (Size == 0)
            return Hash.Of([]);

        var lowest = BitOperations.TrailingZeroCount(Size);
        var root = _roots[lowest];
        for (var level = lowest + 1; level < 63; level++)
        {
            if ((Size >> level & 1) == 1)
                root = Node(_roots[level], root);
        }

        return root;
    }

    [SkipLocalsInit]
    public static Hash Node(in Hash left, in Hash right)
    {
        Span<byte> node = stackalloc byte[1 + 2 * Hash.Size];
        node[0] = 1;
        left.Bytes.CopyTo(node[1..]);
        right.Bytes.CopyTo(node[(1 + Hash.Size)..]);
        return Hash.Of(node);
    }
}
