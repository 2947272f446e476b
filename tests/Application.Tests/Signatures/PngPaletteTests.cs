using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngPaletteTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(6, true)]
    public void A_palette_stands_with_the_colour_types_that_have_colour(int colour, bool taken) =>
        Decodes(colour, 8, PngBuilder.Plte(1)).ShouldBe(taken);

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void Only_an_indexed_image_needs_a_palette(int colour, bool taken) => Decodes(colour, 8).ShouldBe(taken);

    [Fact]
    public void A_palette_stands_once_and_before_the_image_data()
    {
        var data = PngBuilder.Chunk("IDAT", PngBuilder.Zlib(0, 0));
        Decodes(3, 8, PngBuilder.Plte(1), PngBuilder.Plte(1)).ShouldBeFalse();
        SkiaPngDecoder
            .DecodesWhole(PngBuilder.File(PngBuilder.Ihdr(1, 1, 8, 3), data, PngBuilder.Plte(1), PngBuilder.Iend))
            .ShouldBeFalse();
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(after: [PngBuilder.Plte(1)])).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(4, 16)]
    [InlineData(8, 256)]
    public void A_palette_has_one_colour_to_as_many_as_can_be_indexed(int depth, int most)
    {
        Decodes(3, depth, PngBuilder.Plte(0)).ShouldBeFalse();
        Decodes(3, depth, PngBuilder.Plte(1)).ShouldBeTrue();
        Decodes(3, depth, PngBuilder.Plte(most)).ShouldBeTrue();
        Decodes(3, depth, PngBuilder.Plte(most + 1)).ShouldBeFalse();
        Decodes(2, 8, PngBuilder.Plte(256)).ShouldBeTrue();
        Decodes(2, 16, PngBuilder.Plte(257)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_palette_with_a_part_of_a_colour_is_refused(int length) =>
        Decodes(3, 8, PngBuilder.Chunk("PLTE", new byte[length])).ShouldBeFalse();

    [Fact]
    public void Transparency_is_for_images_without_alpha_and_for_no_more_colours_than_there_are()
    {
        Decodes(0, 8, Transparency(2)).ShouldBeTrue();
        Decodes(2, 8, Transparency(6)).ShouldBeTrue();
        Decodes(3, 8, PngBuilder.Plte(3), Transparency(1)).ShouldBeTrue();
        Decodes(3, 8, PngBuilder.Plte(3), Transparency(3)).ShouldBeTrue();
        Decodes(3, 8, PngBuilder.Plte(3), Transparency(4)).ShouldBeFalse();
        Decodes(3, 8, Transparency(1), PngBuilder.Plte(3)).ShouldBeFalse();
        Decodes(4, 8, Transparency(2)).ShouldBeFalse();
        Decodes(6, 8, Transparency(6)).ShouldBeFalse();

        static byte[] Transparency(int length) => PngBuilder.Chunk("tRNS", new byte[length]);
    }

    [Fact]
    public void A_histogram_needs_a_palette() => Decodes(2, 8, PngBuilder.Chunk("hIST")).ShouldBeFalse();

    private static bool Decodes(int colour, int depth, params byte[][] chunks)
    {
        var length = PngBuilder.RowLengths(1, 1, colour, depth, interlaced: false).Single();
        var data = PngBuilder.Chunk("IDAT", PngBuilder.Zlib(new byte[1 + length]));
        return SkiaPngDecoder.DecodesWhole(PngBuilder.File([PngBuilder.Ihdr(1, 1, depth, colour), .. chunks, data, PngBuilder.Iend]));
    }
}
