using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Signatures;
using FsCheck;
using FsCheck.Xunit;

namespace ClinicNotes.Application.Tests.Signatures;

public class SignatureImageTests
{
    private const string Prefix = "data:image/png;base64,";

    [Property]
    public bool Any_file_comes_back_as_the_text_it_came_as(NonEmptyArray<byte> file)
    {
        var text = Prefix + Convert.ToBase64String(file.Get);
        var image = SignatureImage.FromDataUrl(text);
        return image!.DataUrl == text && image.File.Span.SequenceEqual(file.Get);
    }

    [Property(MaxTest = 1000)]
    public bool A_text_that_would_come_back_as_another_is_refused(NonEmptyArray<byte> file, NonNegativeInt at, char put)
    {
        var text = (Prefix + Convert.ToBase64String(file.Get)).ToCharArray();
        text[at.Get % text.Length] = put;
        return SignatureImage.FromDataUrl(new string(text)) is not { } image || image.DataUrl == new string(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQID")]
    [InlineData("data:,AQID")]
    [InlineData("data:image/png,AQID")]
    [InlineData("data:image/png;base64 ,AQID")]
    [InlineData("data:image/png; base64,AQID")]
    [InlineData("data:image/png;charset=utf-8;base64,AQID")]
    [InlineData("data:image/jpeg;base64,AQID")]
    [InlineData("DATA:image/png;base64,AQID")]
    [InlineData("data:image/PNG;base64,AQID")]
    [InlineData("data:image/png;BASE64,AQID")]
    [InlineData(" data:image/png;base64,AQID")]
    public void Any_other_beginning_is_refused(string text) => SignatureImage.FromDataUrl(text).ShouldBeNull();

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("=", "padding alone")]
    [InlineData("====", "padding alone")]
    [InlineData("AQI", "missing padding")]
    [InlineData("AQ", "missing padding")]
    [InlineData("AQ=", "missing padding")]
    [InlineData("A===", "six bits")]
    [InlineData("AQ==AQ==", "padding in the middle")]
    [InlineData("A=Q=", "padding in the middle")]
    [InlineData("AQID=", "too much padding")]
    [InlineData("AQID====", "too much padding")]
    [InlineData("AR==", "spare bits")]
    [InlineData("AQIDAQJ=", "spare bits")]
    [InlineData("-_-_", "the alphabet of URLs")]
    [InlineData("AQ%3D", "percent encoding")]
    [InlineData("AQI\u0130", "a letter of another alphabet")]
    [InlineData("AQI\0", "a zero character")]
    [InlineData("AQID    AAAA", "white space that zero bytes would make up for")]
    public void Base64_that_is_not_canonical_is_refused(string base64, string because) =>
        SignatureImage.FromDataUrl(Prefix + base64).ShouldBeNull(because);

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\t")]
    [InlineData("\u00A0")]
    [InlineData("    ")]
    public void White_space_anywhere_is_refused(string space)
    {
        const string base64 = "AQIDAQ==";
        for (var at = 0; at <= base64.Length; at++)
            SignatureImage.FromDataUrl(Prefix + base64.Insert(at, space)).ShouldBeNull($"inserted at {at}");
        for (var at = 0; at <= base64.Length - space.Length; at++)
            SignatureImage.FromDataUrl(Prefix + base64.Remove(at, space.Length).Insert(at, space)).ShouldBeNull($"put at {at}");
    }

    [Fact]
    public void A_file_of_256_KiB_is_taken_and_one_byte_more_is_refused()
    {
        SignatureImage.FromDataUrl(Prefix + Convert.ToBase64String(new byte[262_144])).ShouldNotBeNull().File.Length.ShouldBe(262_144);
        for (var more = 1; more < 5; more++)
            SignatureImage.FromDataUrl(Prefix + Convert.ToBase64String(new byte[262_144 + more])).ShouldBeNull();
    }

    [Fact]
    public void A_huge_text_is_refused_before_anything_is_decoded()
    {
        var text = Prefix + new string('A', 40_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        SignatureImage.FromDataUrl(text).ShouldBeNull();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }

    [Fact]
    public void An_event_refers_to_the_file_by_its_digest_and_length() =>
        new SignatureImage("abc"u8.ToArray()).Reference.ShouldBe(
            new Signature("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3, "image/png")
        );

    [Theory]
    [InlineData(0)]
    [InlineData(262_145)]
    public void A_file_of_no_length_or_too_great_a_length_is_no_image(int length) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SignatureImage(new byte[length]));
}
