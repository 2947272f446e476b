using System.Text.Json;
using System.Text.Unicode;

namespace ClinicNotes.Verifier;

/// <summary>A line of a pack: one JSON object in valid UTF-8, and nothing around it.</summary>
internal static class PackLine
{
    public delegate void Taker(ref Utf8JsonReader reader);

    public static void Read(ReadOnlySpan<byte> line, Taker take)
    {
        RefusedException.Unless(!line.StartsWith("\uFEFF"u8), "it begins with a byte order mark, which no pack has.");
        RefusedException.Unless(line is [(byte)'{', .., (byte)'}'], "it is not one JSON object, and nothing but that.");
        RefusedException.Unless(Utf8.IsValid(line), "it is not UTF-8.");
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            take(ref reader);
            reader.Read();
        }
        // The latter: half of a surrogate pair in a text.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new RefusedException("it is not JSON.");
        }
    }
}
