namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// The rows of an image as they are inflated (PNG specification, third edition, sections 7.2, 8 and 9): whether there are as many as the
/// header says, each with a legal filter type, and no pixel of a colour that the palette lacks. Decoders let some of these pass.
/// </summary>
internal sealed class PngPixels(PngHeader header, int paletteEntries)
{
    private const byte HighestFilterType = 4;

    private readonly bool _indexesMayLackColour = header.Colour == PngColour.Indexed && paletteEntries < 1 << header.BitDepth;

    public bool DecodeFrom(StrictInflate inflate)
    {
        var row = new byte[1 + header.RowBytes(header.Width)];
        return header.Passes.All(pass => DecodePass(inflate, pass.Height, pass.Width, row.AsSpan(0, 1 + header.RowBytes(pass.Width))))
            && inflate.IsAtEnd();
    }

    private bool DecodePass(StrictInflate inflate, int height, int width, Span<byte> row)
    {
        var indexes = _indexesMayLackColour ? new PngPaletteIndexes(header.BitDepth, width) : null;
        for (var y = 0; y < height; y++)
        {
            if (!inflate.Fill(row) || row[0] > HighestFilterType)
                return false;
            if (indexes?.NextRow(row[0], row[1..]) >= paletteEntries)
                return false;
        }
        return true;
    }
}
