using ClinicNotes.Application.Signatures;
using ClinicNotes.Infrastructure.Signatures;

namespace ClinicNotes.Application.Tests.Signatures;

public sealed class RememberedPngTests
{
    private static readonly SignatureImage Whole = new(PngBuilder.Small());

    [Fact]
    public void A_file_that_was_found_whole_is_decoded_once()
    {
        var decoder = new Counting();
        using var remembering = new RememberingPngDecoder(decoder.DecodesWhole);

        remembering.DecodesWhole(Whole).ShouldBeTrue();
        remembering.DecodesWhole(new SignatureImage(Whole.File.ToArray())).ShouldBeTrue();

        decoder.Asked.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_was_refused_is_looked_at_and_refused_each_time()
    {
        var decoder = new Counting();
        using var remembering = new RememberingPngDecoder(decoder.DecodesWhole);
        var broken = new SignatureImage((byte[])[.. Whole.File.Span, 0]);

        remembering.DecodesWhole(Whole).ShouldBeTrue();
        remembering.DecodesWhole(broken).ShouldBeFalse();
        remembering.DecodesWhole(broken).ShouldBeFalse();

        decoder.Asked.ShouldBe(3);
    }

    private sealed class Counting
    {
        public int Asked { get; private set; }

        public bool DecodesWhole(ReadOnlyMemory<byte> file)
        {
            Asked++;
            return SkiaPngDecoder.DecodesWhole(file);
        }
    }
}
