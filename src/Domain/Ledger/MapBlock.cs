using System.Collections.Immutable;
using System.Globalization;

namespace ClinicNotes.Domain.Ledger;

/// <summary>
/// Four levels of the map stored as one: up to sixteen children of a path, by the next nibble of the key. The path is the nibbles that
/// lead to the block as lower-case hexadecimal digits; the root's is empty. A block below the root holds two notes or more.
/// </summary>
public sealed class MapBlock : IEquatable<MapBlock>
{
    /// <summary>How many children a block has.</summary>
    public const int Width = 16;

    private readonly ImmutableArray<MapChild> _children;
    private readonly Lazy<ImmutableArray<MapPart>> _parts;

    internal MapBlock(ReadOnlySpan<MapChild> children)
    {
        _children = [.. children];
        _parts = new(() => Parts(_children));
    }

    /// <summary>The root of a map that holds no note.</summary>
    public static MapBlock Empty { get; } = new(new MapChild[Width]);

    /// <summary>The sixteen children, by nibble.</summary>
    public IReadOnlyList<MapChild> Children => _children;

    /// <summary>The hash of the part of the map that the block is: of nothing, of the one note, or of a node.</summary>
    public TreeHash Hash => _parts.Value[1].Hash;

    /// <summary>The hashes beside the way to a child, from the block's root down; they end where only one note is left.</summary>
    /// <param name="nibble">The child, 0 to 15.</param>
    public IReadOnlyList<TreeHash> Beside(int nibble)
    {
        var beside = new List<TreeHash>();
        for (var height = 3; height >= 0 && !_parts.Value[(Width + nibble) >> (height + 1)].HoldsOne; height--)
            beside.Add(_parts.Value[(Width + nibble) >> height ^ 1].Hash);
        return beside;
    }

    /// <summary>The blocks below this one, by their paths.</summary>
    /// <param name="path">The path of this one.</param>
    public IEnumerable<(string Path, TreeHash Hash)> Deeper(string path)
    {
        for (var nibble = 0; nibble < Width; nibble++)
        {
            if (_children[nibble].IsBlock)
                yield return (path + nibble.ToString("x", CultureInfo.InvariantCulture), _children[nibble].Block);
        }
    }

    /// <summary>Whether each note that is a child lies where its key leads. The hash does not tell of one that has no other beside it.</summary>
    /// <param name="path">The path of this block.</param>
    public bool HasNotesInPlace(string path)
    {
        for (var nibble = 0; nibble < Width; nibble++)
        {
            if (_children[nibble].Note is { } note && !IsInPlace(note.Key, nibble))
                return false;
        }

        return true;

        bool IsInPlace(MapKey key, int nibble) =>
            key.Nibble(path.Length) == nibble && key.Hash.Hex.StartsWith(path, StringComparison.Ordinal);
    }

    /// <summary>The block with some children replaced.</summary>
    internal MapBlock With(IEnumerable<KeyValuePair<int, MapChild>> replaced)
    {
        var children = _children.ToArray();
        foreach (var (nibble, child) in replaced)
            children[nibble] = child;
        return new(children);
    }

    public bool Equals(MapBlock? other) => other is not null && _children.SequenceEqual(other._children);

    public override bool Equals(object? obj) => Equals(obj as MapBlock);

    public override int GetHashCode() => Hash.GetHashCode();

    /// <summary>The binary tree over the children: part 1 is the whole, and of part i the halves are 2i and 2i + 1.</summary>
    private static ImmutableArray<MapPart> Parts(ImmutableArray<MapChild> children)
    {
        var parts = new MapPart[2 * Width];
        for (var nibble = 0; nibble < Width; nibble++)
            parts[Width + nibble] = MapPart.Of(children[nibble]);
        for (var i = Width - 1; i > 0; i--)
            parts[i] = MapPart.Of(parts[2 * i], parts[2 * i + 1]);
        return [.. parts];
    }
}
