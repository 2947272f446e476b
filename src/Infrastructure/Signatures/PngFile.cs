namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// Whether a file is a PNG to the last byte (PNG specification, third edition, section 5): stricter than decoders, which are made to show
/// what they can of a damaged file.
/// </summary>
internal static class PngFile
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The header of the file, if it is whole; else null.</summary>
    public static PngHeader? HeaderOfWhole(ReadOnlyMemory<byte> file)
    {
        if (!file.Span.StartsWith(Signature) || PngChunk.First(file[Signature.Length..]) is not { Type: "IHDR" } ihdr)
            return null;

        var header = PngHeader.Read(ihdr.Data.Span);
        return header is not null && IsWhole(file[Signature.Length..], new PngContents(header)) ? header : null;
    }

    private static bool IsWhole(ReadOnlyMemory<byte> chunks, PngContents contents)
    {
        var order = new PngChunkOrder();
        ReadOnlyMemory<byte> imageData = default,
            afterImageData = default;
        for (var rest = chunks; !rest.IsEmpty; )
        {
            if (PngChunk.First(rest) is not { } chunk || !order.Allows(chunk) || !contents.Allows(chunk))
                return false;

            var after = rest[chunk.ByteLength..];
            if (chunk.Type == "IDAT")
                (imageData, afterImageData) = (imageData.IsEmpty ? rest : imageData, after);
            rest = after;
        }
        return order.IsComplete && contents.AllowsImageData(imageData[..^afterImageData.Length]);
    }
}
