namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// Hands a zlib stream to an inflater, and observes how much of it was wanted. <see cref="System.IO.Compression.ZLibStream"/> does not say
/// where a stream ended, nor that bytes follow it. But it reads on only while the stream has not ended. So the last byte is handed out
/// alone: it is asked for if the stream did not end before it, and nothing is asked for after it if the stream ended there.
/// </summary>
internal sealed class ZlibPieces : Stream
{
    // FDICT in the second byte of the header (RFC 1950 §2.2): illegal in a PNG, and nobody could have told us the dictionary.
    private const byte PresetDictionary = 0x20;

    private readonly IEnumerator<ReadOnlyMemory<byte>> _following;
    private ReadOnlyMemory<byte> _piece;
    private bool _morePieces;
    private bool _wantedMore;
    private long _handedOut;

    public ZlibPieces(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        _following = pieces.Where(piece => !piece.IsEmpty).GetEnumerator();
        _morePieces = _following.MoveNext();
    }

    /// <summary>Whether all was handed out, and no more was asked for.</summary>
    public bool WereJustEnough => _piece.IsEmpty && !_morePieces && !_wantedMore;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_piece.IsEmpty && _morePieces)
            (_piece, _morePieces) = (_following.Current, _following.MoveNext());

        var allButTheLast = _morePieces || _piece.Length <= 1 ? _piece.Length : _piece.Length - 1;
        var count = Math.Min(buffer.Length, allButTheLast);
        if (_piece.IsEmpty || AsksForDictionary(_piece.Span[..count]))
        {
            _wantedMore = true;
            return 0;
        }

        _piece.Span[..count].CopyTo(buffer);
        _piece = _piece[count..];
        _handedOut += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool AsksForDictionary(ReadOnlySpan<byte> next) =>
        _handedOut < 2 && _handedOut + next.Length >= 2 && (next[1 - (int)_handedOut] & PresetDictionary) != 0;
}
