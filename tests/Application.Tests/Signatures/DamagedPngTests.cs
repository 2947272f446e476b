using ClinicNotes.Infrastructure.Signatures;
using FsCheck;
using FsCheck.Xunit;

namespace ClinicNotes.Application.Tests.Signatures;

public class DamagedPngTests
{
    private static readonly byte[] Whole = PngBuilder.File(
        PngBuilder.Ihdr(3, 2, depth: 2, colour: 3, interlace: 1),
        PngBuilder.Chunk("gAMA", PngBuilder.BigEndian(45455)),
        PngBuilder.Plte(4),
        PngBuilder.Chunk("tRNS", 255, 0),
        PngBuilder.Chunk("zTXt", [.. "Comment"u8, 0, 0, .. PngBuilder.Zlib("signed"u8.ToArray())]),
        PngBuilder.Chunk("prVt", 1, 2, 3),
        PngBuilder.Chunk("IDAT", PngBuilder.Zlib(0, 0, 1, 64, 2, 32, 0, 16)),
        PngBuilder.Iend
    );

    [Fact]
    public void A_file_with_any_one_byte_changed_in_any_way_is_refused()
    {
        SkiaPngDecoder.DecodesWhole(Whole).ShouldBeTrue();
        for (var at = 0; at < Whole.Length; at++)
        {
            var changed = Whole.ToArray();
            for (var by = 1; by < 256; by++)
            {
                changed[at] = (byte)(Whole[at] ^ by);
                SkiaPngDecoder.DecodesWhole(changed).ShouldBeFalse($"byte {at} xor {by}");
            }
        }
    }

    [Property]
    public bool A_large_file_with_one_byte_changed_is_refused(NonNegativeInt at, byte by)
    {
        var changed = PngBuilder.Image(90, 40, 6, 16, interlaced: false);
        changed[at.Get * 7919L % changed.Length] ^= by;
        return SkiaPngDecoder.DecodesWhole(changed) == (by == 0);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < Whole.Length; length++)
            SkiaPngDecoder.DecodesWhole(Whole.AsMemory(0, length)).ShouldBeFalse($"{length} bytes");
    }

    [Property]
    public bool A_file_with_anything_after_its_end_is_refused(NonEmptyArray<byte> tail) =>
        !SkiaPngDecoder.DecodesWhole((byte[])[.. Whole, .. tail.Get]);

    [Fact]
    public void A_file_followed_by_another_chunk_or_another_file_is_refused()
    {
        SkiaPngDecoder.DecodesWhole((byte[])[.. Whole, .. PngBuilder.Chunk("tEXt", [.. "Comment"u8, 0])]).ShouldBeFalse();
        SkiaPngDecoder.DecodesWhole((byte[])[.. Whole, .. PngBuilder.Iend]).ShouldBeFalse();
        SkiaPngDecoder.DecodesWhole((byte[])[.. Whole, .. Whole]).ShouldBeFalse();
    }

    [Property]
    public bool Noise_is_refused(byte[] noise) =>
        !SkiaPngDecoder.DecodesWhole(noise) && !SkiaPngDecoder.DecodesWhole(PngBuilder.File(noise));
}
