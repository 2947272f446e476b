namespace ClinicNotes.Verifier;

/// <summary>Takes the escapes out of a JSON string (RFC 8259, section 7), as long as they are of two characters, which most are.</summary>
internal static class JsonEscapes
{
    /// <returns>How long the text is; -1 when it has an escape by number.</returns>
    public static int Undo(ReadOnlySpan<byte> text, Span<byte> plain)
    {
        var end = 0;
        while (text.IndexOf((byte)'\\') is >= 0 and var at)
        {
            text[..at].CopyTo(plain[end..]);
            if (text[at + 1] == 'u')
                return -1;
            end += at;
            plain[end++] = Plain(text[at + 1]);
            text = text[(at + 2)..];
        }

        text.CopyTo(plain[end..]);
        return end + text.Length;
    }

    /// <summary>What a backslash before that character stands for; 0 when there is no such escape of two characters.</summary>
    public static byte Plain(byte escaped) =>
        escaped switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'"' or (byte)'\\' or (byte)'/' => escaped,
            _ => 0,
        };
}
