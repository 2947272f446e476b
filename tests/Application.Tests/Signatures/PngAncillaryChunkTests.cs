using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngAncillaryChunkTests
{
    // Each known chunk with what it may hold beside a palette of two colours in a truecolour image.
    private static readonly Dictionary<string, byte[]> Contents = new()
    {
        ["bKGD"] = new byte[6],
        ["cHRM"] = new byte[32],
        ["cICP"] = [1, 13, 0, 1],
        ["cLLI"] = new byte[8],
        ["eXIf"] = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 0],
        ["gAMA"] = PngBuilder.BigEndian(45455),
        ["hIST"] = new byte[4],
        ["iCCP"] = [.. "profile"u8, 0, 0, .. PngBuilder.Zlib(new byte[200])],
        ["iTXt"] = [.. "Title"u8, 0, 0, 0, .. "en"u8, 0, .. "Title"u8, 0, .. "Signature"u8],
        ["mDCV"] = new byte[24],
        ["pHYs"] = [.. PngBuilder.BigEndian(2835), .. PngBuilder.BigEndian(2835), 1],
        ["sBIT"] = [8, 8, 8],
        ["sPLT"] = [.. "palette"u8, 0, 8],
        ["sRGB"] = [0],
        ["tEXt"] = [.. "Title"u8, 0, .. "Signature"u8],
        ["tIME"] = [7, 231, 10, 20, 10, 0, 0],
        ["tRNS"] = new byte[6],
        ["zTXt"] = [.. "Title"u8, 0, 0, .. PngBuilder.Zlib("Signature"u8.ToArray())],
    };

    [Theory]
    [InlineData("cHRM", true, false, false)]
    [InlineData("cICP", true, false, false)]
    [InlineData("cLLI", true, false, false)]
    [InlineData("gAMA", true, false, false)]
    [InlineData("iCCP", true, false, false)]
    [InlineData("mDCV", true, false, false)]
    [InlineData("sBIT", true, false, false)]
    [InlineData("sRGB", true, false, false)]
    [InlineData("bKGD", false, true, false)]
    [InlineData("hIST", false, true, false)]
    [InlineData("tRNS", false, true, false)]
    [InlineData("eXIf", true, true, true)]
    [InlineData("pHYs", true, true, false)]
    [InlineData("sPLT", true, true, false)]
    [InlineData("tIME", true, true, true)]
    [InlineData("tEXt", true, true, true)]
    [InlineData("zTXt", true, true, true)]
    [InlineData("iTXt", true, true, true)]
    public void A_known_chunk_stands_where_the_standard_has_it(string type, bool beforePalette, bool afterPalette, bool afterImage)
    {
        DecodesWith([type], [], []).ShouldBe(beforePalette);
        DecodesWith([], [type], []).ShouldBe(afterPalette);
        DecodesWith([], [], [type]).ShouldBe(afterImage);
    }

    [Fact]
    public void A_known_chunk_stands_but_once_unless_the_standard_has_it_repeat()
    {
        string[] repeating = ["iTXt", "sPLT", "tEXt", "zTXt"];
        foreach (var type in Contents.Keys)
        {
            var twice = type is "bKGD" or "hIST" or "tRNS" ? DecodesWith([], [type, type], []) : DecodesWith([type, type], [], []);
            twice.ShouldBe(repeating.Contains(type), type);
        }
        DecodesWith(["tIME"], [], ["tIME"]).ShouldBeFalse();
    }

    [Fact]
    public void A_file_may_have_an_icc_profile_and_the_standard_colours_although_it_should_not()
    {
        DecodesWith(["iCCP", "sRGB"], [], []).ShouldBeTrue();
        DecodesWith(["sRGB", "iCCP"], [], []).ShouldBeTrue();
    }

    [Fact]
    public void A_known_chunk_of_a_fixed_length_has_that_length()
    {
        foreach (var (type, data) in Contents.Where(known => known.Key is not ("eXIf" or "iCCP" or "iTXt" or "sPLT" or "tEXt" or "zTXt")))
        {
            Decodes(data).ShouldBeTrue(type);
            Decodes([.. data, 0]).ShouldBeFalse(type);
            Decodes(data[..^1]).ShouldBeFalse(type);

            bool Decodes(byte[] data) =>
                type is "bKGD" or "hIST" or "tRNS"
                    ? DecodesWith([], [PngBuilder.Chunk(type, data)], [])
                    : DecodesWith([PngBuilder.Chunk(type, data)], [], []);
        }
    }

    [Theory]
    [InlineData("acTL", 8)]
    [InlineData("fcTL", 26)]
    [InlineData("fdAT", 10)]
    public void An_animation_is_no_signature(string type, int length)
    {
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(before: [PngBuilder.Chunk(type, new byte[length])])).ShouldBeFalse();
        SkiaPngDecoder.DecodesWhole(PngBuilder.Small(after: [PngBuilder.Chunk(type, new byte[length])])).ShouldBeFalse();
    }

    private static bool DecodesWith(string[] beforePalette, string[] afterPalette, string[] afterImage) =>
        DecodesWith(Chunks(beforePalette), Chunks(afterPalette), Chunks(afterImage));

    private static bool DecodesWith(byte[][] beforePalette, byte[][] afterPalette, byte[][] afterImage) =>
        SkiaPngDecoder.DecodesWhole(
            PngBuilder.File([
                PngBuilder.Ihdr(1, 1, colour: 2),
                .. beforePalette,
                PngBuilder.Plte(2),
                .. afterPalette,
                PngBuilder.Chunk("IDAT", PngBuilder.Zlib(0, 0, 0, 0)),
                .. afterImage,
                PngBuilder.Iend,
            ])
        );

    private static byte[][] Chunks(string[] types) => [.. types.Select(type => PngBuilder.Chunk(type, Contents[type]))];
}
