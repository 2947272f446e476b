using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>A length, a type, data and a checksum (PNG specification, third edition, section 5.3).</summary>
/// <param name="Type">Four ASCII letters (section 5.4).</param>
/// <param name="Data">What lies between type and checksum; may be empty.</param>
internal sealed record PngChunk(string Type, ReadOnlyMemory<byte> Data)
{
    private const int BeforeData = 8,
        AfterData = 4;

    /// <summary>Without knowing this chunk, nobody can show the image.</summary>
    public bool IsCritical => char.IsAsciiLetterUpper(Type[0]);

    /// <summary>The number of bytes it takes in the file.</summary>
    public int ByteLength => BeforeData + Data.Length + AfterData;

    /// <summary>The chunk at the start of some bytes; null when it is cut off, its type is illegal or its checksum is wrong.</summary>
    public static PngChunk? First(ReadOnlyMemory<byte> bytes)
    {
        if (DataOfFirst(bytes) is not { } data)
            return null;

        var end = BeforeData + data.Length;
        var checksum = BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[end..]);
        if (Crc32.HashToUInt32(bytes.Span[4..end]) != checksum)
            return null;

        // The third letter is a capital until a later edition says what a small one means.
        var type = Encoding.Latin1.GetString(bytes.Span[4..BeforeData]);
        return type.All(char.IsAsciiLetter) && char.IsAsciiLetterUpper(type[2]) ? new PngChunk(type, data) : null;
    }

    /// <summary>What each of some chunks holds, when <see cref="First"/> has found each of them right.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> DataOfEach(ReadOnlyMemory<byte> chunks)
    {
        while (DataOfFirst(chunks) is { } data)
        {
            yield return data;
            chunks = chunks[(BeforeData + data.Length + AfterData)..];
        }
    }

    // A length of more than 2^31-1 is illegal; as no memory has room for so long a chunk, one comparison refuses both.
    private static ReadOnlyMemory<byte>? DataOfFirst(ReadOnlyMemory<byte> bytes)
    {
        var room = bytes.Length - BeforeData - AfterData;
        if (room < 0 || BinaryPrimitives.ReadUInt32BigEndian(bytes.Span) is var length && length > (uint)room)
            return null;
        return bytes.Slice(BeforeData, (int)length);
    }
}
