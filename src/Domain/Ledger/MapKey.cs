using System.Buffers.Binary;

namespace ClinicNotes.Domain.Ledger;

/// <summary>A note's place in the map: its bits, most significant first, lead from the root to it, 0 left and 1 right.</summary>
/// <param name="Hash">SHA-256 of the session note's id as eight bytes, most significant first.</param>
public readonly record struct MapKey(TreeHash Hash)
{
    /// <summary>How many half bytes a key has; no block is deeper.</summary>
    public const int Nibbles = 2 * TreeHash.Length;

    public static MapKey Of(long sessionNoteId)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sessionNoteId);
        return new(TreeHash.Sha256(bytes));
    }

    /// <summary>Four bits of the key: which child of the block at this depth leads to the note.</summary>
    /// <param name="depth">0 to 63; in nibbles, as all depths of blocks.</param>
    public int Nibble(int depth)
    {
        Span<byte> bytes = stackalloc byte[TreeHash.Length];
        Hash.CopyTo(bytes);
        return depth % 2 == 0 ? bytes[depth / 2] >> 4 : bytes[depth / 2] & 0xF;
    }

    /// <summary>One bit of the key.</summary>
    /// <param name="depth">0 to 255, from the most significant.</param>
    public bool IsRight(int depth) => (Nibble(depth / 4) >> (3 - depth % 4) & 1) == 1;
}
