using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace ClinicNotes.Verifier;

/// <summary>What the map tells of one session note: how many events there are of it, and the leaf hash of the newest.</summary>
internal sealed class MapLeaf(long note)
{
    /// <summary>Its bits lead to the note's place in the map.</summary>
    public Hash Key { get; } = KeyOf(note);

    private Hash _last;
    private Hash _hash;

    public long Events { get; private set; }

    /// <summary>Whether there are events that the map's hashes do not know yet.</summary>
    public bool IsChanged { get; private set; }

    public void Follow(in Hash leaf)
    {
        (_last, IsChanged) = (leaf, true);
        Events++;
    }

    /// <summary>The hash that the map has of it.</summary>
    public Hash Hash()
    {
        if (IsChanged)
            (_hash, IsChanged) = (Renewed(), false);
        return _hash;
    }

    [SkipLocalsInit]
    private Hash Renewed()
    {
        Span<byte> leaf = stackalloc byte[256];
        Utf8.TryWrite(leaf, $"{'\0'}{{\"events\":{Events},\"last\":\"", out var start);
        Convert.TryToHexStringLower(_last.Bytes, leaf[start..], out var digits);
        Utf8.TryWrite(leaf[(start + digits)..], $"\",\"session_note_id\":{note}}}", out var end);
        return Verifier.Hash.Of(leaf[..(start + digits + end)]);
    }

    /// <summary>Whether the way to the key's place turns right at that depth.</summary>
    public static bool IsRight(in Hash key, int depth) => (key.Bytes[depth >> 3] >> (7 - (depth & 7)) & 1) == 1;

    private static Hash KeyOf(long note)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, note);
        return Verifier.Hash.Of(bytes);
    }
}
