using System.Buffers;

namespace ClinicNotes.Verifier;

/// <summary>Reads canonical JSON (RFC 8785) whose numbers are integers, and refuses every other way to write the same.</summary>
/// <param name="text">Valid UTF-8.</param>
/// <param name="name">What the text is, for the sentence of a fault.</param>
internal ref struct CanonicalCursor(ReadOnlySpan<byte> text, string name)
{
    private const int Deepest = 64;

    private static readonly SearchValues<byte> EndsAStretch = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(b => (byte)b),
        .. "\"\\"u8,
    ]);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    public readonly ReadOnlySpan<byte> this[Range range] => _text[range];

    /// <summary>Reads the next member of an object, or its end; the name's range is without its quotes, the value's with.</summary>
    public bool Next(bool isFirst, ref Range member, out Range value, int depth = 0)
    {
        value = default;
        if (isFirst ? SkipEmpty() : !Skip((byte)','))
        {
            if (!isFirst)
                Expect("}"u8);
            return false;
        }

        var next = String();
        if (!isFirst && MemberOrder.Compare(_text[member], _text[next]) >= 0)
            Refuse();
        Expect(":"u8);
        (member, value) = (next, Value(depth + 1));
        return true;
    }

    public Range Value(int depth = 0)
    {
        var start = _at;
        if (depth > Deepest || _at == _text.Length)
            Refuse();
        switch (_text[_at])
        {
            case (byte)'"':
                String();
                break;
            case (byte)'{':
                var member = default(Range);
                for (var isFirst = true; Next(isFirst, ref member, out _, depth); isFirst = false) { }
                break;
            case (byte)'[':
                Array(depth);
                break;
            default:
                _at += CanonicalScalar.Length(_text[_at..]) is > 0 and var length ? length : Refuse();
                break;
        }

        return start.._at;
    }

    public void Expect(scoped ReadOnlySpan<byte> literal)
    {
        if (!_text[_at..].StartsWith(literal))
            Refuse();
        _at += literal.Length;
    }

    public readonly void ExpectEnd()
    {
        if (_at != _text.Length)
            Refuse();
    }

    private void Array(int depth)
    {
        Expect("["u8);
        if (Skip((byte)']'))
            return;
        do Value(depth + 1);
        while (Skip((byte)','));
        Expect("]"u8);
    }

    private Range String()
    {
        Expect("\""u8);
        for (var start = _at; ; )
        {
            var length = _text[_at..].IndexOfAny(EndsAStretch);
            _at += length < 0 ? Refuse() : length;
            if (Skip((byte)'"'))
                return start..(_at - 1);
            _at += CanonicalScalar.EscapeLength(_text[_at..]) is > 0 and var escape ? escape : Refuse();
        }
    }

    private bool SkipEmpty()
    {
        Expect("{"u8);
        return Skip((byte)'}');
    }

    private bool Skip(byte next)
    {
        var isNext = _at < _text.Length && _text[_at] == next;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private readonly int Refuse() =>
        throw new RefusedException($"the {name} is not canonical JSON as it must be, from its byte {_at + 1} on.");
}
