using System.Buffers.Binary;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>What IHDR says (PNG specification, third edition, section 11.2.1), all of it legal and within our limits.</summary>
/// <param name="Width">1 to 2,000 pixels.</param>
/// <param name="Height">1 to 2,000 pixels.</param>
/// <param name="BitDepth">Bits of a sample, or of a palette index.</param>
/// <param name="Colour">How a pixel says its colour.</param>
/// <param name="Interlaced">Whether the pixels come in the seven passes of Adam7.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColour Colour, bool Interlaced)
{
    private const uint MaxSide = 2_000;

    // Adam7 (section 8.1): where each pass begins, and how far apart its pixels lie.
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
    [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];

    /// <summary>The size of each image of which the pixels are sent as; never one without pixels.</summary>
    public IEnumerable<(int Width, int Height)> Passes =>
        Interlaced
            ? Adam7.Select(pass => (Count(Width, pass.X, pass.StepX), Count(Height, pass.Y, pass.StepY))).Where(pass => pass is (> 0, > 0))
            : [(Width, Height)];

    /// <summary>Null when IHDR is not 13 bytes long, or says what is illegal or too large.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> ihdr)
    {
        if (ihdr.Length != 13)
            return null;

        var width = BinaryPrimitives.ReadUInt32BigEndian(ihdr);
        var height = BinaryPrimitives.ReadUInt32BigEndian(ihdr[4..]);
        var (depth, colour, compression, filter, interlace) = (ihdr[8], (PngColour)ihdr[9], ihdr[10], ihdr[11], ihdr[12]);
        return
            width is > 0 and <= MaxSide
            && height is > 0 and <= MaxSide
            && colour.Allows(depth)
            && compression == 0
            && filter == 0
            && interlace <= 1
            ? new PngHeader((int)width, (int)height, depth, colour, interlace == 1)
            : null;
    }

    /// <summary>The bytes of a row of pixels, without its filter type: at most 16,000.</summary>
    public int RowBytes(int width) => (width * BitDepth * Colour.Channels() + 7) / 8;

    private static int Count(int side, int start, int step) => (side - start + step - 1) / step;
}
