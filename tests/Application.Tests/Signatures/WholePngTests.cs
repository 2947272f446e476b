using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class WholePngTests
{
    public static TheoryData<int, int, bool> Formats()
    {
        var formats = new TheoryData<int, int, bool>();
        foreach (var (colour, depth) in PngBuilder.Formats)
        {
            formats.Add(colour, depth, false);
            formats.Add(colour, depth, true);
        }
        return formats;
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_colour_type_depth_and_interlacing_is_welcome_in_every_small_size(int colour, int depth, bool interlaced)
    {
        foreach (var (width, height) in from width in Enumerable.Range(1, 17) from height in Enumerable.Range(1, 9) select (width, height))
        {
            var file = PngBuilder.Image(width, height, colour, depth, interlaced);
            SkiaPngDecoder.DecodesWhole(file).ShouldBeTrue($"{width} x {height}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_largest_size_is_welcome_in_every_colour_type_depth_and_interlacing(int colour, int depth, bool interlaced) =>
        SkiaPngDecoder.DecodesWhole(PngBuilder.Image(2000, 2000, colour, depth, interlaced)).ShouldBeTrue();

    [Theory]
    [InlineData(2001, 1, false)]
    [InlineData(1, 2001, false)]
    [InlineData(2001, 2001, true)]
    public void One_pixel_more_than_the_largest_size_is_refused(int width, int height, bool interlaced) =>
        SkiaPngDecoder.DecodesWhole(PngBuilder.Image(width, height, 0, 1, interlaced)).ShouldBeFalse();

    [Fact]
    public void Image_data_may_be_cut_anywhere_and_into_any_number_of_chunks()
    {
        var data = PngBuilder.Zlib(0, 1, 2, 3, 0, 4, 5, 6);
        for (var cut = 0; cut <= data.Length; cut++)
        {
            var (first, second) = (PngBuilder.Chunk("IDAT", data.AsSpan(0, cut)), PngBuilder.Chunk("IDAT", data.AsSpan(cut)));
            SkiaPngDecoder
                .DecodesWhole(PngBuilder.File(PngBuilder.Ihdr(3, 2), first, second, PngBuilder.Iend))
                .ShouldBeTrue($"cut at {cut}");
        }

        byte[][] bytes = [.. data.Select(one => PngBuilder.Chunk("IDAT", one)), PngBuilder.Chunk("IDAT"), PngBuilder.Chunk("IDAT")];
        SkiaPngDecoder.DecodesWhole(PngBuilder.File([PngBuilder.Ihdr(3, 2), .. bytes, PngBuilder.Iend])).ShouldBeTrue();
    }

    [Fact]
    public void Many_threads_get_the_answers_that_one_gets()
    {
        var whole = PngBuilder.Formats.Select(format => PngBuilder.Image(50, 30, format.Colour, format.Depth, interlaced: true)).ToArray();
        var broken = whole.Select(file => file[..^1]).ToArray();

        Parallel.For(
            0,
            64,
            thread =>
            {
                whole.ShouldAllBe(file => SkiaPngDecoder.DecodesWhole(file));
                broken.ShouldAllBe(file => !SkiaPngDecoder.DecodesWhole(file));
            }
        );
    }

    [Fact]
    public void What_is_no_png_is_refused()
    {
        byte[][] others =
        [
            [],
            "GIF89a"u8.ToArray(),
            [0xFF, 0xD8, 0xFF, 0xE0],
            new byte[10_000],
            PngBuilder.File(),
        ];

        others.ShouldAllBe(file => !SkiaPngDecoder.DecodesWhole(file));
    }
}
