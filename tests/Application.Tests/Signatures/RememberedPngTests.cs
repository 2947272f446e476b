using ClinicNotes.Application.Signatures;
using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public sealed class RememberedPngTests
{
    private static readonly byte[] Whole = PngBuilder.Small();

    [Fact]
    public void A_file_that_was_found_whole_is_decoded_once()
    {
        var decoder = new Counting(new SkiaPngDecoder());
        using var remembering = new RememberingPngDecoder(decoder);

        remembering.DecodesWhole(Whole).ShouldBeTrue();
        remembering.DecodesWhole(Whole.ToArray()).ShouldBeTrue();

        decoder.Asked.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_was_refused_is_looked_at_and_refused_each_time()
    {
        var decoder = new Counting(new SkiaPngDecoder());
        using var remembering = new RememberingPngDecoder(decoder);
        byte[] broken = [.. Whole, 0];

        remembering.DecodesWhole(Whole).ShouldBeTrue();
        remembering.DecodesWhole(broken).ShouldBeFalse();
        remembering.DecodesWhole(broken).ShouldBeFalse();

        decoder.Asked.ShouldBe(3);
    }

    private sealed class Counting(IPngDecoder decoder) : IPngDecoder
    {
        public int Asked { get; private set; }

        public bool DecodesWhole(ReadOnlyMemory<byte> file)
        {
            Asked++;
            return decoder.DecodesWhole(file);
        }
    }
}
