using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ClinicNotes.Domain.Ledger;

/// <summary>Writes the parts of canonical JSON (RFC 8785) as UTF-8, into a buffer that it borrows; their order is the caller's.</summary>
internal sealed class CanonicalWriter : IDisposable
{
    /// <summary>The most bytes that UTF-8 takes for a UTF-16 code unit.</summary>
    private const int LongestOfChar = 3;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;

    /// <summary>What was written, until more is, or this is disposed.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    /// <summary>Writes bytes as they are: punctuation, names and literals.</summary>
    public CanonicalWriter Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        _length += utf8.Length;
        return this;
    }

    public CanonicalWriter Number(long number)
    {
        const int longest = 20;
        Utf8Formatter.TryFormat(number, Room(longest), out var written);
        _length += written;
        return this;
    }

    /// <summary>A number, or <c>null</c>.</summary>
    public CanonicalWriter Number(long? number) => number is { } given ? Number(given) : Raw("null"u8);

    /// <summary>A hash as a string of hexadecimal digits, or <c>null</c>.</summary>
    public CanonicalWriter Hex(TreeHash? hash)
    {
        if (hash is not { } given)
            return Raw("null"u8);

        Span<byte> bytes = stackalloc byte[TreeHash.Length];
        given.CopyTo(bytes);
        Raw("\""u8);
        Convert.TryToHexStringLower(bytes, Room(2 * bytes.Length), out var written);
        _length += written;
        return Raw("\""u8);
    }

    /// <summary>A string of a document.</summary>
    /// <exception cref="InvalidOperationException">It has a lone surrogate, or is no UTF-8.</exception>
    public CanonicalWriter Text(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        return IsCanonical(raw) ? Raw(raw) : Text(text.GetString());
    }

    /// <summary>The name of a member, and a colon.</summary>
    /// <exception cref="InvalidOperationException">It has a lone surrogate, or is no UTF-8.</exception>
    public CanonicalWriter Name(JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return IsCanonical(raw) ? Raw("\""u8).Raw(raw).Raw("\":"u8) : Text(member.Name).Raw(":"u8);
    }

    /// <summary>A string with the escapes of RFC 8785, section 3.2.2.2, or <c>null</c>.</summary>
    /// <param name="text">Without lone surrogates, which have no UTF-8.</param>
    public CanonicalWriter Text(string? text)
    {
        if (text is null)
            return Raw("null"u8);

        Raw("\""u8);
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(CanonicalEscape.Needed); at >= 0; at = rest.IndexOfAny(CanonicalEscape.Needed))
        {
            Unescaped(rest[..at]).Unescaped(CanonicalEscape.Of(rest[at]));
            rest = rest[(at + 1)..];
        }

        return Unescaped(rest).Raw("\""u8);
    }

    // Without an escape a text is canonical as it is: what must be escaped cannot be there otherwise.
    private static bool IsCanonical(ReadOnlySpan<byte> text) => !text.Contains((byte)'\\') && Utf8.IsValid(text);

    private CanonicalWriter Unescaped(ReadOnlySpan<char> text)
    {
        _length += Encoding.UTF8.GetBytes(text, Room(LongestOfChar * text.Length));
        return this;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _length + length));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_length);
    }
}
