using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>The map of docs/audit.md, as it is defined there.</summary>
/// <param name="Note">The session note.</param>
/// <param name="Events">How many events there are of it.</param>
/// <param name="Last">The leaf hash of the newest.</param>
internal sealed record Place(long Note, int Events, byte[] Last)
{
    public string Way { get; } = WayOf(Note);

    public byte[] Hash() =>
        Textbook.Leaf($$"""{"events":{{Events}},"last":"{{Convert.ToHexStringLower(Last)}}","session_note_id":{{Note}}}""");

    private static string WayOf(long note)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, note);
        return string.Concat(SHA256.HashData(bytes).Select(b => b.ToString("b8")));
    }
}

internal static class TextbookMap
{
    public static byte[] Root(IReadOnlyList<Place> places, int depth = 0) =>
        places switch
        {
            [] => new byte[32],
            [var only] => only.Hash(),
            _ => Textbook.Node(Root(Half(places, depth, '0'), depth + 1), Root(Half(places, depth, '1'), depth + 1)),
        };

    public static byte[][] Proof(Place place, IReadOnlyList<Place> places, int depth = 0)
    {
        if (places.Count == 1)
            return [];
        var bit = place.Way[depth];
        var beside = Root(Half(places, depth, bit == '0' ? '1' : '0'), depth + 1);
        return [beside, .. Proof(place, Half(places, depth, bit), depth + 1)];
    }

    private static Place[] Half(IReadOnlyList<Place> places, int depth, char bit) => [.. places.Where(p => p.Way[depth] == bit)];
}
