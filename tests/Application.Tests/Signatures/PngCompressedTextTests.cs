using System.Text;
using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngCompressedTextTests
{
    private static readonly byte[] Text = PngBuilder.Zlib("Signed in Osnabrück"u8.ToArray());

    public static TheoryData<string> Types => ["iCCP", "iTXt", "zTXt"];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_compressed_text_or_profile_inflates_whole(string type)
    {
        Decodes(type, Text).ShouldBeTrue();
        Decodes(type, [.. Text[..^1], (byte)(Text[^1] ^ 1)]).ShouldBeFalse("wrong checksum");
        Decodes(type, [.. Text, 0]).ShouldBeFalse("a byte after the end");
        Decodes(type, [.. Text, .. Text[^4..]]).ShouldBeFalse("the checksum twice");
        for (var length = 0; length < Text.Length; length++)
            Decodes(type, Text[..length]).ShouldBeFalse($"{length} bytes");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_compressed_text_or_profile_inflates_to_at_most_4_MiB(string type)
    {
        Decodes(type, PngBuilder.Zlib(new byte[4_194_304])).ShouldBeTrue();
        Decodes(type, PngBuilder.Zlib(new byte[4_194_305])).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(79, true)]
    [InlineData(80, false)]
    public void A_keyword_has_1_to_79_letters(int length, bool taken)
    {
        foreach (var type in Types)
            Decodes(type.Data, Text, keyword: new string('k', length)).ShouldBe(taken);
    }

    [Theory]
    [InlineData("zTXt", "")]
    [InlineData("zTXt", "Title")]
    [InlineData("zTXt", "Title\0")]
    [InlineData("zTXt", "Title\0\u0001")]
    [InlineData("iTXt", "")]
    [InlineData("iTXt", "Title\0")]
    [InlineData("iTXt", "Title\0\0")]
    [InlineData("iTXt", "Title\0\0\0")]
    [InlineData("iTXt", "Title\0\0\0en")]
    [InlineData("iTXt", "Title\0\0\0en\0Title")]
    [InlineData("iTXt", "Title\0\u0002\0\0\0")]
    [InlineData("iTXt", "Title\0\0\u0001\0\0")]
    [InlineData("iCCP", "profile")]
    [InlineData("iCCP", "profile\0")]
    public void A_text_that_lacks_a_field_or_has_an_unknown_method_is_refused(string type, string data) =>
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(before: [PngBuilder.Chunk(type, Encoding.Latin1.GetBytes(data))])).ShouldBeFalse();

    [Fact]
    public void An_unknown_compression_method_is_refused()
    {
        foreach (var type in Types)
            Decodes(type.Data, Text, method: 1).ShouldBeFalse();
    }

    private static bool Decodes(string type, byte[] zlib, string keyword = "Title", byte method = 0)
    {
        byte[] between = type == "iTXt" ? [1, method, .. "de"u8, 0, .. "Titel"u8, 0] : [method];
        byte[] data = [.. Encoding.Latin1.GetBytes(keyword), 0, .. between, .. zlib];
        return SkiaPngDecoder.DecodesWhole(PngBuilder.Small(before: [PngBuilder.Chunk(type, data)]));
    }
}
