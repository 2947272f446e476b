using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public class PngBombTests
{
    // 500 MB of zeros, which deflate makes a thousandth of; never held inflated here either.
    private static readonly byte[] Bomb = PngBuilder.Zlib(stream =>
    {
        var zeros = new byte[1_000_000];
        for (var million = 0; million < 500; million++)
            stream.Write(zeros);
    });

    public static TheoryData<string> Places => ["IDAT", "iCCP", "iTXt", "zTXt", "IDAT of an indexed image"];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_small_file_that_inflates_to_500_megabytes_is_refused_with_flat_memory(string place)
    {
        var file = place switch
        {
            "IDAT" => PngBuilder.File(PngBuilder.Ihdr(2000, 2000, 16, 6), PngBuilder.Chunk("IDAT", Bomb), PngBuilder.Iend),
            "iCCP" => PngBuilder.Small(before: [PngBuilder.Chunk("iCCP", [.. "sRGB"u8, 0, 0, .. Bomb])]),
            "iTXt" => PngBuilder.Small(after: [PngBuilder.Chunk("iTXt", [.. "Comment"u8, 0, 1, 0, 0, 0, .. Bomb])]),
            "zTXt" => PngBuilder.Small(after: [PngBuilder.Chunk("zTXt", [.. "Comment"u8, 0, 0, .. Bomb])]),
            _ => PngBuilder.File(PngBuilder.Ihdr(1, 1, 8, 3), PngBuilder.Plte(1), PngBuilder.Chunk("IDAT", Bomb), PngBuilder.Iend),
        };

        AllocatedBy(() => SkiaPngDecoder.DecodesWhole(file).ShouldBeFalse()).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void Many_texts_that_inflate_to_500_megabytes_together_are_refused_with_flat_memory()
    {
        var text = PngBuilder.Chunk("zTXt", [.. "Comment"u8, 0, 0, .. PngBuilder.Zlib(new byte[1_000_000])]);
        var file = PngBuilder.Small(after: [.. Enumerable.Repeat(text, 500)]);

        AllocatedBy(() => SkiaPngDecoder.DecodesWhole(file).ShouldBeFalse()).ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_largest_image_is_decoded_with_flat_memory(bool interlaced)
    {
        var file = PngBuilder.Image(2000, 2000, 6, 16, interlaced);

        AllocatedBy(() => SkiaPngDecoder.DecodesWhole(file).ShouldBeTrue()).ShouldBeLessThan(1_000_000);
    }

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
