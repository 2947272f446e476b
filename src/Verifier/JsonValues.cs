using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ClinicNotes.Verifier;

/// <summary>Values of a pack's members, each read in the one way in which it may be written.</summary>
internal static class JsonValues
{
    public static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    public static string Text(ref Utf8JsonReader reader, string member)
    {
        RequireString(ref reader, member);
        return reader.GetString()!;
    }

    /// <summary>Puts a text's UTF-8 into a buffer, which grows as need be.</summary>
    /// <returns>Where it ends.</returns>
    public static int Text(ref Utf8JsonReader reader, string member, ref byte[] buffer, int offset)
    {
        RequireString(ref reader, member);
        MakeRoom(ref buffer, offset + reader.ValueSpan.Length);
        var length = JsonEscapes.Undo(reader.ValueSpan, buffer.AsSpan(offset));
        return offset + (length < 0 ? reader.CopyString(buffer.AsSpan(offset)) : length);
    }

    public static long Number(ref Utf8JsonReader reader, string member) =>
        (reader.TokenType == JsonTokenType.Number ? CanonicalScalar.Counting(reader.ValueSpan) : null) ?? throw Wrong(member);

    public static Hash Hex(ref Utf8JsonReader reader, string member)
    {
        RequireString(ref reader, member);
        return Hash.FromHex(reader.ValueSpan) ?? throw Wrong(member);
    }

    public static int Base64Bytes(ref Utf8JsonReader reader, string member, ref byte[] buffer)
    {
        RequireString(ref reader, member);
        MakeRoom(ref buffer, reader.ValueSpan.Length);
        var isBase64 = Base64.DecodeFromUtf8(reader.ValueSpan, buffer, out _, out var length) == OperationStatus.Done;
        RefusedException.Unless(isBase64 && IsCanonical(reader.ValueSpan, buffer.AsSpan(0, length)), $"{member} is not of the right kind.");
        return length;
    }

    public static List<Hash> Hashes(ref Utf8JsonReader reader, string member, int atMost, bool asHex)
    {
        RefusedException.Unless(reader.TokenType == JsonTokenType.StartArray, $"{member} is not of the right kind.");
        var hashes = new List<Hash>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            RequireString(ref reader, member);
            RefusedException.Unless(hashes.Count < atMost, $"{member} has more hashes than any proof needs.");
            hashes.Add((asHex ? Hash.FromHex(reader.ValueSpan) : Hash.FromBase64(reader.ValueSpan)) ?? throw Wrong(member));
        }

        return hashes;
    }

    public static void RequireObject(ref Utf8JsonReader reader, string member) =>
        RefusedException.Unless(reader.TokenType == JsonTokenType.StartObject, $"{member} is not of the right kind.");

    // The decoder passes over white space and spare bits, which nothing would bind.
    private static bool IsCanonical(ReadOnlySpan<byte> text, ReadOnlySpan<byte> bytes)
    {
        var again = ArrayPool<byte>.Shared.Rent(text.Length + 4);
        Base64.EncodeToUtf8(bytes, again, out _, out var length);
        var isSame = text.SequenceEqual(again.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(again);
        return isSame;
    }

    private static void RequireString(ref Utf8JsonReader reader, string member) =>
        RefusedException.Unless(reader.TokenType == JsonTokenType.String, $"{member} is not of the right kind.");

    private static void MakeRoom(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            Array.Resize(ref buffer, 2 * length);
    }

    private static RefusedException Wrong(string member) => new($"{member} is not of the right kind.");
}
