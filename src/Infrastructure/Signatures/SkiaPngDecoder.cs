using System.Runtime.InteropServices;
using ClinicNotes.Application.Signatures;
using SkiaSharp;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// Two opinions, and both must be good: the file is whole by the letter of the standard, and Skia, which browsers draw with, decodes it.
/// May be used by many threads at once; each takes the memory of the file and a few rows of pixels.
/// </summary>
public static class SkiaPngDecoder
{
    /// <summary>What <see cref="IPngDecoder" /> says of an image, of any file.</summary>
    public static bool DecodesWhole(ReadOnlyMemory<byte> file) => PngFile.HeaderOfWhole(file) is { } header && SkiaDecodes(file, header);

    private static bool SkiaDecodes(ReadOnlyMemory<byte> file, PngHeader header)
    {
        using var data = SKData.CreateCopy(file.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != SKEncodedImageFormat.Png)
            return false;

        // Of the image we keep the last row alone: every other row has to be decoded to come by it, and none has to be held.
        var pixels = new SKImageInfo(header.Width, header.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var lastRow = new SKCodecOptions(SKRectI.Create(0, header.Height - 1, header.Width, 1));
        var row = GCHandle.Alloc(new byte[pixels.RowBytes], GCHandleType.Pinned);
        try
        {
            return codec.StartIncrementalDecode(pixels, row.AddrOfPinnedObject(), pixels.RowBytes, lastRow) == SKCodecResult.Success
                && codec.IncrementalDecode(out _) == SKCodecResult.Success;
        }
        finally
        {
            row.Free();
        }
    }
}
