using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngImageDataTests
{
    private static readonly byte[] Pixels = [0, 1, 2, 3, 0, 4, 5, 6];

    [Fact]
    public void A_wrong_checksum_of_the_image_data_is_refused()
    {
        var data = PngBuilder.Zlib(Pixels);
        for (var back = 1; back <= 4; back++)
        {
            var wrong = data.ToArray();
            wrong[^back] ^= 1;
            Decodes(wrong).ShouldBeFalse($"byte {back} from the end");
        }
    }

    [Fact]
    public void Image_data_that_breaks_off_is_refused()
    {
        var data = PngBuilder.Zlib(Pixels);
        Decodes(data).ShouldBeTrue();
        for (var length = 0; length < data.Length; length++)
            Decodes(data[..length]).ShouldBeFalse($"{length} bytes");
    }

    [Fact]
    public void Bytes_after_the_image_data_are_refused_also_in_a_chunk_of_their_own()
    {
        var data = PngBuilder.Zlib(Pixels);
        foreach (
            var more in (byte[][])
                [
                    [0],
                    [1, 2, 3],
                    data[^4..],
                    data,
                    new byte[20_000],
                ]
        )
        {
            Decodes([.. data, .. more]).ShouldBeFalse();
            Decodes(data, more).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(0, "none")]
    [InlineData(4, "one row")]
    [InlineData(5, "a filter type")]
    [InlineData(7, "all but a byte")]
    [InlineData(9, "a byte more")]
    [InlineData(12, "a row more")]
    [InlineData(100_000, "many rows more")]
    public void More_or_fewer_pixels_than_the_header_says_are_refused(int length, string what) =>
        Decodes(PngBuilder.Zlib(new byte[length])).ShouldBeFalse(what);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void More_or_fewer_bytes_than_any_format_needs_are_refused(bool interlaced)
    {
        foreach (var (colour, depth) in PngBuilder.Formats)
        {
            var exact = PngBuilder.RowLengths(7, 5, colour, depth, interlaced).Sum(length => 1 + length);
            foreach (var difference in (int[])[-2, -1, 0, 1, 2])
            {
                byte[][] palette = colour == 3 ? [PngBuilder.Plte(1)] : [];
                var data = PngBuilder.Chunk("IDAT", PngBuilder.Zlib(new byte[exact + difference]));
                var header = PngBuilder.Ihdr(7, 5, depth, colour, interlace: interlaced ? 1 : 0);
                var file = PngBuilder.File([header, .. palette, data, PngBuilder.Iend]);
                SkiaPngDecoder.DecodesWhole(file).ShouldBe(difference == 0, $"{colour}, {depth}, {difference}");
            }
        }
    }

    [Fact]
    public void A_filter_type_above_4_is_refused_in_any_row()
    {
        for (var type = 0; type < 256; type++)
        {
            Decodes(PngBuilder.Zlib((byte)type, 1, 2, 3, 0, 4, 5, 6)).ShouldBe(type <= 4, $"first row, {type}");
            Decodes(PngBuilder.Zlib(0, 1, 2, 3, (byte)type, 4, 5, 6)).ShouldBe(type <= 4, $"last row, {type}");
        }
    }

    [Theory]
    [InlineData(0x78, 0x01, true)]
    [InlineData(0x78, 0x9C, true)]
    [InlineData(0x78, 0xDA, true)]
    [InlineData(0x78, 0x9D, false)]
    [InlineData(0x77, 0x85, false)]
    [InlineData(0x88, 0x1C, false)]
    [InlineData(0x78, 0x20, false)]
    [InlineData(0x78, 0xBB, false)]
    [InlineData(0x1F, 0x8B, false)]
    public void A_zlib_header_that_is_wrong_or_asks_for_a_dictionary_is_refused(byte first, byte second, bool taken)
    {
        var data = PngBuilder.Zlib(Pixels);
        (data[0], data[1]) = (first, second);
        Decodes(data).ShouldBe(taken);
        Decodes([.. data[..1]], [.. data[1..]]).ShouldBe(taken);
    }

    private static bool Decodes(params byte[][] data)
    {
        var chunks = data.Select(piece => PngBuilder.Chunk("IDAT", piece));
        return SkiaPngDecoder.DecodesWhole(PngBuilder.File([PngBuilder.Ihdr(3, 2), .. chunks, PngBuilder.Iend]));
    }
}
