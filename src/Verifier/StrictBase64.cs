namespace ClinicNotes.Verifier;

/// <summary>Base64 in its one canonical way: padded, without white space or spare bits (RFC 4648, section 3.5).</summary>
internal static class StrictBase64
{
    public static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : null;
    }
}
