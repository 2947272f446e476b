using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngHeaderTests
{
    [Fact]
    public void A_colour_type_and_depth_that_the_standard_does_not_pair_is_refused()
    {
        for (var colour = 0; colour < 256; colour++)
        {
            for (var depth = 0; depth <= 32; depth++)
            {
                var legal = PngBuilder.Formats.Contains((colour, depth));
                Decodes(PngBuilder.Ihdr(1, 1, depth, colour), colour).ShouldBe(legal, $"{colour}, {depth}");
            }
        }

        bool Decodes(byte[] ihdr, int colour)
        {
            // As many bytes as each pairing would need, were it legal: refused for nothing else.
            byte[][] palette = colour is 3 ? [PngBuilder.Plte(1)] : [];
            return Enumerable
                .Range(2, 8)
                .Select(length => PngBuilder.Chunk("IDAT", PngBuilder.Zlib(new byte[length])))
                .Any(data => SkiaPngDecoder.DecodesWhole(PngBuilder.File([ihdr, .. palette, data, PngBuilder.Iend])));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    [InlineData(0x80000001, 1)]
    [InlineData(1, 0x80000001)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public void A_size_that_no_image_has_is_refused(uint width, uint height) => Refuses(PngBuilder.Ihdr(width, height));

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 64, 0)]
    [InlineData(0, 0, 2)]
    [InlineData(0, 0, 255)]
    public void A_compression_filter_or_interlace_method_that_the_standard_lacks_is_refused(int compression, int filter, int interlace) =>
        Refuses(PngBuilder.Ihdr(1, 1, compression: compression, filter: filter, interlace: interlace));

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(14)]
    public void A_header_that_is_not_13_bytes_long_is_refused(int length)
    {
        var header = PngBuilder.Ihdr(1, 1)[8..21];
        Array.Resize(ref header, length);
        Refuses(PngBuilder.Chunk("IHDR", header));
    }

    private static void Refuses(byte[] ihdr)
    {
        var image = PngBuilder.Chunk("IDAT", PngBuilder.Zlib(0, 0));
        SkiaPngDecoder.DecodesWhole(PngBuilder.File(PngBuilder.Ihdr(1, 1), image, PngBuilder.Iend)).ShouldBeTrue();
        SkiaPngDecoder.DecodesWhole(PngBuilder.File(ihdr, image, PngBuilder.Iend)).ShouldBeFalse();
    }
}
