using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

public class VerifierKeyTests
{
    /// <summary>The verifier key of the Go checksum database, as the go command has it built in.</summary>
    private const string GoSumDatabase = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    [Fact]
    public void The_key_of_the_Go_checksum_database_is_read_and_written_again()
    {
        var key = VerifierKey.Parse(GoSumDatabase)!;
        key.Origin.ShouldBe("sum.golang.org");
        key.KeyId.ShouldBe(0x033de0aeu);
        VerifierKey.Of(key.Origin, key.PublicKey.Span)!.ShouldBe(key);
        key.Text.ShouldBe(GoSumDatabase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sum.golang.org")]
    [InlineData("sum.golang.org+033de0ae")]
    [InlineData("sum.golang.com+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")]
    [InlineData("sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")]
    [InlineData("sum.golang.org+033DE0AE+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")]
    [InlineData("sum.golang.org+033de0ae+As4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")]
    [InlineData("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8=")]
    public void A_text_that_is_no_Ed25519_key_with_its_own_id_is_refused(string text) => VerifierKey.Parse(text).ShouldBeNull();

    [Fact]
    public void A_key_needs_a_valid_origin_and_32_bytes()
    {
        VerifierKey.Of("a b", new byte[32]).ShouldBeNull();
        VerifierKey.Of("a+b", new byte[32]).ShouldBeNull();
        VerifierKey.Of("", new byte[32]).ShouldBeNull();
        VerifierKey.Of("a", new byte[31]).ShouldBeNull();
    }
}
