namespace ClinicNotes.Domain.Ledger;

/// <summary>Base64 of which every sequence of bytes has one form only (RFC 4648, sections 3.2, 3.5 and 4).</summary>
internal static class StrictBase64
{
    /// <summary>The bytes, or <c>null</c> when the text is not their padded form: no white space, no spare bits.</summary>
    public static byte[]? Decode(string? text)
    {
        if (text is null)
            return null;
        var space = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(text, space, out var length))
            return null;
        var bytes = space[..length];
        return Convert.ToBase64String(bytes) == text ? bytes : null;
    }
}
