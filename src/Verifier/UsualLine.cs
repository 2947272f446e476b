using System.Buffers;

namespace ClinicNotes.Verifier;

/// <summary>
/// The texts and hashes of a line that is written just as the service writes most: without white space, and with no escapes but those of two
/// characters. It is read in one pass; what is written otherwise is left to a reader of any JSON, which takes several.
/// </summary>
/// <param name="line">Valid UTF-8.</param>
internal ref struct UsualLine(ReadOnlySpan<byte> line)
{
    private static readonly SearchValues<byte> EndsAStretch = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(b => (byte)b),
        .. "\"\\"u8,
    ]);

    private ReadOnlySpan<byte> _rest = line;

    /// <summary>Whether that comes next; it is passed over then.</summary>
    public bool Has(scoped ReadOnlySpan<byte> literal)
    {
        if (!_rest.StartsWith(literal))
            return false;
        _rest = _rest[literal.Length..];
        return true;
    }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Puts the text that comes next into a buffer, which grows as need be, and passes over its closing quote.</summary>
    /// <returns>Where it ends in the buffer; -1 when it is written otherwise.</returns>
    public int Text(ref byte[] buffer, int offset)
    {
        if (buffer.Length - offset < _rest.Length)
            Array.Resize(ref buffer, offset + 2 * _rest.Length);
        while (_rest.IndexOfAny(EndsAStretch) is >= 0 and var stretch)
        {
            _rest[..stretch].CopyTo(buffer.AsSpan(offset));
            offset += stretch;
            if (_rest[stretch] == '"')
            {
                _rest = _rest[(stretch + 1)..];
                return offset;
            }

            if (stretch + 1 == _rest.Length || _rest[stretch] != '\\' || JsonEscapes.Plain(_rest[stretch + 1]) is not (> 0 and var plain))
                return -1;
            buffer[offset++] = plain;
            _rest = _rest[(stretch + 2)..];
        }

        return -1;
    }

    public bool TryHash(out Hash hash)
    {
        var hex = _rest.Length > 2 * Hash.Size ? Hash.FromHex(_rest[..(2 * Hash.Size)]) : null;
        hash = hex.GetValueOrDefault();
        if (hex.HasValue)
            _rest = _rest[(2 * Hash.Size)..];
        return hex.HasValue;
    }
}
