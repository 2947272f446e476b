namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>The colour types (PNG specification, third edition, section 11.2.1, table 11).</summary>
internal enum PngColour : byte
{
    Greyscale = 0,
    Truecolour = 2,
    Indexed = 3,
    GreyscaleWithAlpha = 4,
    TruecolourWithAlpha = 6,
}

internal static class PngColours
{
    /// <summary>Whether the type exists and may have samples of so many bits.</summary>
    public static bool Allows(this PngColour colour, int bitDepth) =>
        colour switch
        {
            PngColour.Greyscale => bitDepth is 1 or 2 or 4 or 8 or 16,
            PngColour.Indexed => bitDepth is 1 or 2 or 4 or 8,
            PngColour.Truecolour or PngColour.GreyscaleWithAlpha or PngColour.TruecolourWithAlpha => bitDepth is 8 or 16,
            _ => false,
        };

    /// <summary>How many samples a pixel has.</summary>
    public static int Channels(this PngColour colour) =>
        colour switch
        {
            PngColour.GreyscaleWithAlpha => 2,
            PngColour.Truecolour => 3,
            PngColour.TruecolourWithAlpha => 4,
            _ => 1,
        };
}
