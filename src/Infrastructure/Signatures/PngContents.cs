namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>Whether chunks hold what they may hold in the image of this header (PNG specification, third edition, section 11).</summary>
internal sealed class PngContents(PngHeader header)
{
    private readonly PngCompressedText _compressed = new();
    private int _paletteEntries;

    public bool Allows(PngChunk chunk) =>
        chunk.Type switch
        {
            "PLTE" => AllowsPalette(chunk.Data.Length),
            "IDAT" => header.Colour != PngColour.Indexed || _paletteEntries > 0,
            "IEND" => chunk.Data.IsEmpty,
            "iCCP" or "iTXt" or "zTXt" => _compressed.Decodes(chunk),
            "cICP" or "gAMA" => chunk.Data.Length == 4,
            "cHRM" => chunk.Data.Length == 32,
            "cLLI" => chunk.Data.Length == 8,
            "mDCV" => chunk.Data.Length == 24,
            "pHYs" => chunk.Data.Length == 9,
            "sRGB" => chunk.Data.Length == 1,
            "tIME" => chunk.Data.Length == 7,
            "bKGD" => chunk.Data.Length == (header.Colour == PngColour.Indexed ? 1 : 2 * ColourSamples),
            "hIST" => _paletteEntries > 0 && chunk.Data.Length == 2 * _paletteEntries,
            "sBIT" => chunk.Data.Length == (header.Colour == PngColour.Indexed ? 3 : header.Colour.Channels()),
            "tRNS" => AllowsTransparency(chunk.Data.Length),
            _ => true,
        };

    /// <summary>Whether the image data, which may be in many chunks, makes every pixel and no more.</summary>
    public bool AllowsImageData(ReadOnlyMemory<byte> chunks)
    {
        using var inflate = new StrictInflate(PngChunk.DataOfEach(chunks));
        return new PngPixels(header, _paletteEntries).DecodeFrom(inflate);
    }

    private int ColourSamples => header.Colour is PngColour.Greyscale or PngColour.GreyscaleWithAlpha ? 1 : 3;

    private bool AllowsPalette(int length)
    {
        _paletteEntries = length / 3;
        var most = header.Colour == PngColour.Indexed ? 1 << header.BitDepth : 256;
        return ColourSamples == 3 && length % 3 == 0 && _paletteEntries > 0 && _paletteEntries <= most;
    }

    // Where pixels have an alpha sample of their own, this chunk is illegal.
    private bool AllowsTransparency(int length) =>
        header.Colour switch
        {
            PngColour.Greyscale or PngColour.Truecolour => length == 2 * ColourSamples,
            PngColour.Indexed => _paletteEntries > 0 && length <= _paletteEntries,
            _ => false,
        };
}
