using System.Buffers.Text;
using ClinicNotes.Application.Access;

namespace ClinicNotes.Application.Tests.Access;

public class TokenSecretTests
{
    [Fact]
    public void A_new_token_is_256_bits_in_base64url_without_padding()
    {
        for (var i = 0; i < 100; i++)
        {
            var token = TokenSecret.New();
            token.ShouldMatch("^[A-Za-z0-9_-]{43}$");
            Base64Url.DecodeFromChars(token).Length.ShouldBe(32);
        }
    }

    [Fact]
    public void No_two_new_tokens_are_the_same_and_every_bit_of_them_is_used()
    {
        var tokens = Enumerable.Range(0, 200).Select(_ => TokenSecret.New()).ToArray();
        tokens.Distinct().Count().ShouldBe(200);

        // That a random bit is the same in 200 tokens happens once in 10^57 runs.
        var files = tokens.Select(token => Base64Url.DecodeFromChars(token)).ToArray();
        for (var bit = 0; bit < 256; bit++)
            files.Select(file => (file[bit / 8] >> (bit % 8)) & 1).Distinct().Count().ShouldBe(2, $"bit {bit}");
    }

    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("\u00e9", "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c")]
    public void A_token_is_kept_as_the_lower_case_SHA_256_of_its_UTF_8(string token, string sha256) =>
        TokenSecret.Sha256Of(token).ShouldBe(sha256);
}
