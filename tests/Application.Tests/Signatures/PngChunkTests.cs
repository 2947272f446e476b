using System.Text;
using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngChunkTests
{
    private static readonly byte[] Image = PngBuilder.Chunk("IDAT", PngBuilder.Zlib(0, 0));
    private static readonly byte[] Header = PngBuilder.Ihdr(1, 1);

    [Theory]
    [InlineData("IHDR")]
    [InlineData("tEXt")]
    [InlineData("prVt")]
    [InlineData("IDAT")]
    [InlineData("IEND")]
    public void A_file_with_a_wrong_checksum_in_any_chunk_is_refused(string type)
    {
        byte[][] chunks =
        [
            [.. Header],
            PngBuilder.Chunk("tEXt", [.. "Title"u8, 0]),
            PngBuilder.Chunk("prVt", 1),
            [.. Image],
            [.. PngBuilder.Iend],
        ];
        SkiaPngDecoder.DecodesWhole(PngBuilder.File(chunks)).ShouldBeTrue();

        Array.Find(chunks, chunk => Encoding.ASCII.GetString(chunk, 4, 4) == type)![^1] ^= 1;
        SkiaPngDecoder.DecodesWhole(PngBuilder.File(chunks)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0x80000000)]
    [InlineData(0xFFFFFFFF)]
    [InlineData(0xFFFFFFF4)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(3)]
    public void A_chunk_longer_than_the_file_is_refused(uint length)
    {
        byte[] chunk = [.. PngBuilder.BigEndian(length), .. PngBuilder.Chunk("IEND")[4..]];
        SkiaPngDecoder.DecodesWhole(PngBuilder.File(Header, Image, chunk)).ShouldBeFalse();
        SkiaPngDecoder
            .DecodesWhole(PngBuilder.File([.. PngBuilder.BigEndian(length), .. Header[4..]], Image, PngBuilder.Iend))
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData("prVt", true)]
    [InlineData("puBa", true)]
    [InlineData("prvt", false)]
    [InlineData("puba", false)]
    [InlineData("pr1t", false)]
    [InlineData("1rVt", false)]
    [InlineData("p\u00E9Vt", false)]
    [InlineData("pr[t", false)]
    [InlineData("    ", false)]
    [InlineData("\0\0\0\0", false)]
    public void An_unknown_chunk_is_taken_if_it_may_be_ignored_and_its_name_is_legal(string type, bool taken)
    {
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(before: [PngBuilder.Chunk(type, 1, 2, 3)])).ShouldBe(taken);
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(after: [PngBuilder.Chunk(type)])).ShouldBe(taken);
    }

    [Theory]
    [InlineData("ABCD")]
    [InlineData("CgBI")]
    [InlineData("IdAT")]
    [InlineData("JHDR")]
    [InlineData("PRVt")]
    public void An_unknown_critical_chunk_is_refused(string type)
    {
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(before: [PngBuilder.Chunk(type)])).ShouldBeFalse();
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(after: [PngBuilder.Chunk(type)])).ShouldBeFalse();
    }

    [Fact]
    public void The_header_comes_first_and_once()
    {
        var text = PngBuilder.Chunk("tEXt", [.. "Title"u8, 0]);
        Refuses(text, Header, Image, PngBuilder.Iend);
        Refuses(Image, Header, PngBuilder.Iend);
        Refuses(Image, PngBuilder.Iend);
        Refuses(Header, Header, Image, PngBuilder.Iend);
        Refuses(Header, Image, Header, PngBuilder.Iend);
        Refuses(Header);
    }

    [Fact]
    public void The_end_comes_last_and_is_empty()
    {
        Refuses(Header, Image);
        Refuses(Header, PngBuilder.Iend, Image);
        Refuses(PngBuilder.Iend);
        Refuses(Header, Image, PngBuilder.Iend, PngBuilder.Iend);
        Refuses(Header, Image, PngBuilder.Chunk("IEND", 0));
    }

    [Fact]
    public void Image_data_is_there_and_in_one_piece()
    {
        var data = PngBuilder.Zlib(0, 0);
        var (first, second) = (PngBuilder.Chunk("IDAT", data.AsSpan(0, 4)), PngBuilder.Chunk("IDAT", data.AsSpan(4)));
        SkiaPngDecoder.DecodesWhole(PngBuilder.File(Header, first, second, PngBuilder.Iend)).ShouldBeTrue();
        Refuses(Header, PngBuilder.Iend);
        Refuses(Header, PngBuilder.Chunk("IDAT"), PngBuilder.Iend);
        Refuses(Header, first, PngBuilder.Chunk("tEXt", [.. "Title"u8, 0]), second, PngBuilder.Iend);
        Refuses(Header, first, PngBuilder.Chunk("prVt"), second, PngBuilder.Iend);
        Refuses(Header, Image, PngBuilder.Chunk("prVt"), PngBuilder.Chunk("IDAT"), PngBuilder.Iend);
    }

    private static void Refuses(params byte[][] chunks) => SkiaPngDecoder.DecodesWhole(PngBuilder.File(chunks)).ShouldBeFalse();
}
