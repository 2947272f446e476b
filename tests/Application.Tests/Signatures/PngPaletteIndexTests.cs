using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngPaletteIndexTests
{
    private const int Width = 11,
        Height = 9;

    public static TheoryData<int, int, bool> Rows()
    {
        var rows = new TheoryData<int, int, bool>();
        foreach (
            var (depth, filter, interlaced) in from depth in (int[])[1, 2, 4, 8]
            from filter in Enumerable.Range(0, 5)
            from interlaced in (bool[])[false, true]
            select (depth, filter, interlaced)
        )
            rows.Add(depth, filter, interlaced);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_pixel_of_a_colour_that_the_palette_lacks_is_refused_wherever_it_is(int depth, int filter, bool interlaced)
    {
        var colours = (1 << depth) - 1;
        var noise = new Random(depth * 10 + filter);
        var indexes = new int[Width, Height];
        foreach (var (x, y) in PngBuilder.Pixels(Width, Height, interlaced: false).SelectMany(pass => pass).SelectMany(row => row))
            indexes[x, y] = noise.Next(colours);

        Decodes().ShouldBeTrue();
        foreach (var (x, y) in ((int, int)[])[(0, 0), (Width - 1, 0), (4, 4), (1, 7), (0, Height - 1), (Width - 1, Height - 1)])
        {
            var before = indexes[x, y];
            indexes[x, y] = colours;
            Decodes().ShouldBeFalse($"pixel {x}, {y}");
            indexes[x, y] = before;
        }

        bool Decodes()
        {
            var header = PngBuilder.Ihdr(Width, Height, depth, 3, interlace: interlaced ? 1 : 0);
            var rows = PngBuilder.Pixels(Width, Height, interlaced).SelectMany(pass => Filtered(pass, indexes, depth, filter));
            var data = PngBuilder.Chunk("IDAT", PngBuilder.Zlib([.. rows]));
            return SkiaPngDecoder.DecodesWhole(PngBuilder.File(header, PngBuilder.Plte(colours), data, PngBuilder.Iend));
        }
    }

    private static List<byte> Filtered((int X, int Y)[][] pass, int[,] indexes, int depth, int filter)
    {
        var filtered = new List<byte>();
        var above = new byte[Width + 1];
        foreach (var row in pass)
        {
            // One byte to the left of the row, always 0. The bits after the last pixel are 1 wherever they can be.
            var packed = new byte[1 + (row.Length * depth + 7) / 8];
            packed.AsSpan(1).Fill(0xFF);
            foreach (var (at, pixel) in row.Index())
            {
                var shift = 8 - depth - at * depth % 8;
                packed[1 + at * depth / 8] &= (byte)~(((1 << depth) - 1) << shift);
                packed[1 + at * depth / 8] |= (byte)(indexes[pixel.X, pixel.Y] << shift);
            }

            filtered.Add((byte)filter);
            for (var x = 1; x < packed.Length; x++)
                filtered.Add((byte)(packed[x] - Predicted(filter, packed[x - 1], above[x], above[x - 1])));
            above = packed;
        }
        return filtered;
    }

    private static int Predicted(int filter, int left, int above, int aboveLeft) =>
        filter switch
        {
            0 => 0,
            1 => left,
            2 => above,
            3 => (left + above) / 2,
            // In case of a tie the first of the three is nearest.
            _ => new[] { left, above, aboveLeft }.MinBy(near => Math.Abs(left + above - aboveLeft - near)),
        };
}
