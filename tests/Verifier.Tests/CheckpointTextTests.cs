using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

public class CheckpointTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("clinicnotes/1\n26\n")]
    [InlineData("clinicnotes/1\n026\nROOT\n\nSIGNED\n")]
    [InlineData("clinicnotes/1\n0\nROOT\n\nSIGNED\n")]
    [InlineData("clinicnotes/1\n26\nROOT\n\nSIGNED")]
    [InlineData("clinicnotes/1\n26\nROOT\n\n")]
    [InlineData("clinicnotes/1\n26\nROOT\nextension\n\nSIGNED\n")]
    [InlineData("clinicnotes/1\n26\nROOT\n\n- clinicnotes/1 AAAAAAA=\n")]
    [InlineData("clinicnotes/1\r\n26\nROOT\n\nSIGNED\n")]
    public void What_is_no_checkpoint_is_refused(string template)
    {
        var (root, signed) = (Story.Ledger.Checkpoint(26).Split('\n')[2], Story.Ledger.Checkpoint(26).Split('\n')[4]);
        var text = template.Replace("ROOT", root).Replace("SIGNED", signed);
        Should.Throw<RefusedException>(() => Checkpoint.Read(text, "it")).Message.ShouldStartWith("it ");
    }

    [Fact]
    public void A_key_is_refused_when_its_id_is_not_its_own()
    {
        var text = Story.Key.Text;
        VerifierKey.TryRead(text)!.Text.ShouldBe(text);
        foreach (
            var wrong in new[]
            {
                "",
                "+",
                text[1..],
                text + "=",
                text.Replace("/1+", "/2+"),
                text.ToUpperInvariant(),
                Story.Forger.Text[..22] + text[22..],
            }
        )
            VerifierKey.TryRead(wrong).ShouldBeNull();
    }
}
