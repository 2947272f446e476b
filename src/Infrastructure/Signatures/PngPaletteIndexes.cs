namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// The palette indexes in the rows of one pass, of 1 to 8 bits each (PNG specification, third edition, sections 7.2 and 9.2).
/// </summary>
internal sealed class PngPaletteIndexes(int bitDepth, int width)
{
    private byte[] _above = new byte[(width * bitDepth + 7) / 8];
    private byte[] _row = new byte[(width * bitDepth + 7) / 8];

    /// <summary>The highest index in the next row.</summary>
    /// <param name="filterType">0 to 4: what was subtracted from each byte.</param>
    /// <param name="filtered">The bytes of the row, filtered.</param>
    public int NextRow(byte filterType, ReadOnlySpan<byte> filtered)
    {
        (_above, _row) = (_row, _above);
        byte left = 0,
            aboveLeft = 0;
        for (var x = 0; x < filtered.Length; x++)
        {
            var above = _above[x];
            left = _row[x] = (byte)(
                filtered[x]
                + filterType switch
                {
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Paeth(left, above, aboveLeft),
                    _ => 0,
                }
            );
            aboveLeft = above;
        }
        return Highest();
    }

    // The bits after the last pixel may have any value.
    private int Highest()
    {
        var highest = 0;
        for (var bit = 0; bit < width * bitDepth; bit += bitDepth)
            highest = Math.Max(highest, _row[bit / 8] >> (8 - bitDepth - bit % 8) & ((1 << bitDepth) - 1));
        return highest;
    }

    private static byte Paeth(int left, int above, int aboveLeft)
    {
        var toLeft = Math.Abs(above - aboveLeft);
        var toAbove = Math.Abs(left - aboveLeft);
        var toAboveLeft = Math.Abs(left + above - 2 * aboveLeft);
        return (byte)(
            toLeft <= toAbove && toLeft <= toAboveLeft ? left
            : toAbove <= toAboveLeft ? above
            : aboveLeft
        );
    }
}
