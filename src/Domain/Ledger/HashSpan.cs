namespace ClinicNotes.Domain.Ledger;

/// <summary>Hashes that lie side by side in one tile of the tree (C2SP tlog-tiles).</summary>
/// <param name="Level">The tile level, 0 to 7. Hash i of level L is that of the complete subtree of the 256^L leaves from index i·256^L.</param>
/// <param name="First">The index, in its level, of the first hash, from 0.</param>
/// <param name="Count">How many, 1 to 256; never beyond the tile, whose hashes have the same index divided by 256.</param>
public readonly record struct HashSpan(int Level, long First, int Count)
{
    /// <summary>How many bits of a leaf's index one tile level stands for.</summary>
    public const int Bits = 8;

    /// <summary>How many hashes a full tile has.</summary>
    public const int TileWidth = 1 << Bits;

    /// <summary>The highest level that a ledger of at most 2^63-1 leaves can have.</summary>
    public const int HighestLevel = 7;
}
