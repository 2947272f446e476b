using System.IO.Compression;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// Inflates one zlib stream (RFC 1950), little by little, and tells whether it was exactly that: with nothing missing, nothing after it, no
/// preset dictionary and the right checksum.
/// </summary>
internal sealed class StrictInflate : IDisposable
{
    private readonly ZlibPieces _pieces;
    private readonly ZLibStream _zlib;
    private bool _isCorrupt;

    /// <param name="pieces">The stream, cut anywhere; a piece may be empty.</param>
    public StrictInflate(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        _pieces = new ZlibPieces(pieces);
        _zlib = new ZLibStream(_pieces, CompressionMode.Decompress);
    }

    /// <summary>The number of bytes inflated into the buffer: 0 when there are no more, or no more that can be trusted.</summary>
    public int Read(Span<byte> buffer)
    {
        try
        {
            return _isCorrupt ? 0 : _zlib.Read(buffer);
        }
        catch (InvalidDataException)
        {
            // This, and nothing else, is how it says that a block or the checksum is wrong, or that the stream breaks off.
            _isCorrupt = true;
            return 0;
        }
    }

    /// <summary>Whether the buffer could be filled.</summary>
    public bool Fill(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && Read(buffer) is var count and > 0)
            buffer = buffer[count..];
        return buffer.IsEmpty;
    }

    /// <summary>Whether all was read, and was right.</summary>
    public bool IsAtEnd() => Read(stackalloc byte[1]) == 0 && !_isCorrupt && _pieces.WereJustEnough;

    public void Dispose() => _zlib.Dispose();
}
