namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// The ancillary chunks that hold a zlib stream: iCCP, zTXt and iTXt (PNG specification, third edition, sections 11.3.2.3, 11.3.3.3 and
/// 11.3.3.4). No reader of a signature needs them, but many inflate them.
/// </summary>
internal sealed class PngCompressedText
{
    // In all the chunks of one file together: many small ones must not do what one large one may not.
    private int _bytesLeft = 4 * 1024 * 1024;

    public bool Decodes(PngChunk chunk)
    {
        var keyword = chunk.Data.Span.IndexOf((byte)0);
        if (keyword is < 1 or > 79)
            return false;

        var rest = chunk.Data[(keyword + 1)..];
        return chunk.Type == "iTXt" ? DecodesInternational(rest) : rest is { IsEmpty: false } && rest.Span[0] == 0 && Inflates(rest[1..]);
    }

    // A flag, a method, a language and a translated keyword that each end in a zero byte, and a text, compressed if the flag says so.
    private bool DecodesInternational(ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < 2 || rest.Span[0] > 1 || rest.Span[1] != 0)
            return false;

        var (compressed, text) = (rest.Span[0] == 1, rest[2..]);
        for (var ended = 0; ended < 2; ended++)
        {
            if (text.Span.IndexOf((byte)0) is var end and >= 0)
                text = text[(end + 1)..];
            else
                return false;
        }
        return !compressed || Inflates(text);
    }

    private bool Inflates(ReadOnlyMemory<byte> zlib)
    {
        using var inflate = new StrictInflate([zlib]);
        Span<byte> block = stackalloc byte[4096];
        while (_bytesLeft > 0 && inflate.Read(block[..Math.Min(block.Length, _bytesLeft)]) is var count and > 0)
            _bytesLeft -= count;
        return inflate.IsAtEnd();
    }
}
