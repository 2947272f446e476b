using System.Buffers.Text;

namespace ClinicNotes.Verifier;

/// <summary>Numbers, words and escapes in the one way in which RFC 8785 writes them.</summary>
internal static class CanonicalScalar
{
    public const long Greatest = (1L << 53) - 1;

    /// <summary>How many bytes at the start are an integer, <c>true</c>, <c>false</c> or <c>null</c>; 0 for none.</summary>
    public static int Length(ReadOnlySpan<byte> text) =>
        text.StartsWith("null"u8) || text.StartsWith("true"u8) ? 4
        : text.StartsWith("false"u8) ? 5
        : IntegerLength(text);

    /// <summary>How many bytes at the start are an escape that no shorter way could say; 0 for none.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '\\')
            return 0;
        if ("\"\\bfnrt"u8.Contains(text[1]))
            return 2;
        if (text.Length < 6 || !text.StartsWith("\\u00"u8) || text[4] is not ((byte)'0' or (byte)'1'))
            return 0;

        var isDigit = text[5] is >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'f';
        var hasShorter = text[4] == '0' && "89acd"u8.Contains(text[5]);
        return isDigit && !hasShorter ? 6 : 0;
    }

    /// <summary>The whole of a value as a number from 1 to 2^53 - 1; <c>null</c> for anything else.</summary>
    public static long? Counting(ReadOnlySpan<byte> value) =>
        IntegerLength(value) == value.Length && Utf8Parser.TryParse(value, out long number, out _) && number > 0 ? number : null;

    private static int IntegerLength(ReadOnlySpan<byte> text)
    {
        var digits = text is [(byte)'-', ..] ? text[1..] : text;
        var length = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : digits.Length;
        var isCanonical = length == 0 || digits[0] == '0' ? length == 1 && digits == text : IsExact(digits[..length]);
        return isCanonical ? text.Length - digits.Length + length : 0;
    }

    // A double, which is all that RFC 8785 knows, holds no greater integer for certain.
    private static bool IsExact(ReadOnlySpan<byte> digits) =>
        digits.Length <= 16 && Utf8Parser.TryParse(digits, out long number, out _) && number <= Greatest;
}
