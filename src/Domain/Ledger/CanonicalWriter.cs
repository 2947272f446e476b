using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ClinicNotes.Domain.Ledger;

/// <summary>Writes the parts of canonical JSON (RFC 8785) as UTF-8; their order is the caller's.</summary>
internal sealed class CanonicalWriter
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(control => (char)control),
        '"',
        '\\',
    ]);

    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Writes bytes as they are: punctuation, names and literals.</summary>
    public CanonicalWriter Raw(ReadOnlySpan<byte> utf8)
    {
        _bytes.Write(utf8);
        return this;
    }

    public CanonicalWriter Number(long number)
    {
        const int longest = 20;
        Utf8Formatter.TryFormat(number, _bytes.GetSpan(longest), out var written);
        _bytes.Advance(written);
        return this;
    }

    /// <summary>A number, or <c>null</c>.</summary>
    public CanonicalWriter Number(long? number) => number is { } given ? Number(given) : Raw("null"u8);

    /// <summary>A hash as a string of hexadecimal digits, or <c>null</c>.</summary>
    public CanonicalWriter Hex(TreeHash? hash) => Text(hash?.Hex);

    /// <summary>A string of a document.</summary>
    /// <exception cref="InvalidOperationException">It has a lone surrogate, or is no UTF-8.</exception>
    public CanonicalWriter Text(JsonElement text)
    {
        // Without an escape it is canonical as it is: what must be escaped cannot be there otherwise.
        var raw = JsonMarshal.GetRawUtf8Value(text);
        return !raw.Contains((byte)'\\') && Utf8.IsValid(raw) ? Raw(raw) : Text(text.GetString());
    }

    /// <summary>A string with the escapes of RFC 8785, section 3.2.2.2, or <c>null</c>.</summary>
    /// <param name="text">Without lone surrogates, which have no UTF-8.</param>
    public CanonicalWriter Text(string? text)
    {
        if (text is null)
            return Raw("null"u8);

        Raw("\""u8);
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            Encoding.UTF8.GetBytes(rest[..at], _bytes);
            Encoding.UTF8.GetBytes(Escape(rest[at]), _bytes);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, _bytes);
        return Raw("\""u8);
    }

    private static string Escape(char character) =>
        character switch
        {
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            '"' => "\\\"",
            '\\' => "\\\\",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        };
}
