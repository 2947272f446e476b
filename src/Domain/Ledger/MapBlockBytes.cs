using System.Buffers.Binary;
using System.Numerics;

namespace ClinicNotes.Domain.Ledger;

/// <summary>A block of the map as it is stored, in 4 to 772 bytes; all numbers have their most significant byte first.</summary>
/// <remarks>
/// Two bytes whose bit i (least significant first) says that child i is a note, two bytes that say the same of deeper blocks, and then
/// the children in order: of a note its id and its number of events, eight bytes each, and the last leaf; of a block its hash.
/// </remarks>
public static class MapBlockBytes
{
    private const int Heading = 4;
    private const int NoteLength = 16 + TreeHash.Length;

    public static byte[] Of(MapBlock block)
    {
        var (notes, blocks) = (Bits(block, child => child.Note is not null), Bits(block, child => child.IsBlock));
        var bytes = new byte[LengthOf(notes, blocks)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, notes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), blocks);

        var rest = bytes.AsSpan(Heading);
        foreach (var child in block.Children.Where(child => !child.IsNothing))
        {
            if (child.Note is { } note)
            {
                BinaryPrimitives.WriteInt64BigEndian(rest, note.SessionNoteId);
                BinaryPrimitives.WriteInt64BigEndian(rest[8..], note.Events);
                rest = rest[16..];
            }

            (child.Note?.Last ?? child.Block).CopyTo(rest);
            rest = rest[TreeHash.Length..];
        }

        return bytes;
    }

    /// <summary>The block that was so stored, or <c>null</c> when these bytes are none.</summary>
    public static MapBlock? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Heading)
            return null;
        var (notes, blocks) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        if ((notes & blocks) != 0 || bytes.Length != LengthOf(notes, blocks))
            return null;

        var rest = bytes[Heading..];
        var children = new MapChild[MapBlock.Width];
        for (var i = 0; i < MapBlock.Width; i++)
        {
            if ((notes >> i & 1) == 1)
            {
                var (id, events) = (BinaryPrimitives.ReadInt64BigEndian(rest), BinaryPrimitives.ReadInt64BigEndian(rest[8..]));
                children[i] = MapChild.OfNote(new(id, events, TreeHash.From(rest[16..NoteLength])));
                rest = rest[NoteLength..];
            }
            else if ((blocks >> i & 1) == 1)
            {
                children[i] = MapChild.OfBlock(TreeHash.From(rest[..TreeHash.Length]));
                rest = rest[TreeHash.Length..];
            }
        }

        return new(children);
    }

    private static ushort Bits(MapBlock block, Func<MapChild, bool> holds) =>
        (ushort)Enumerable.Range(0, MapBlock.Width).Sum(i => holds(block.Children[i]) ? 1 << i : 0);

    private static int LengthOf(ushort notes, ushort blocks) =>
        Heading + BitOperations.PopCount(notes) * NoteLength + BitOperations.PopCount(blocks) * TreeHash.Length;
}
