using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

public class CheckpointTests
{
    private const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private const string Text = $"clinicnotes/1\n20852163\n{Root}\n";

    [Fact]
    public void A_checkpoint_is_three_lines_each_ended_by_a_line_feed()
    {
        new Checkpoint("clinicnotes/1", 20_852_163, TreeHash.OfEmptyTree).Text.ShouldBe(Text);
        Checkpoint.Parse(Text).ShouldBe(new Checkpoint("clinicnotes/1", 20_852_163, TreeHash.OfEmptyTree));
        Checkpoint.Parse($"a\n0\n{Root}\n")!.Size.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData($"clinicnotes/1\n20852163\n{Root}")]
    [InlineData($"clinicnotes/1\r\n20852163\n{Root}\n")]
    [InlineData($"clinicnotes/1\n20852163\n{Root}\nmore\n")]
    [InlineData($"\n20852163\n{Root}\n")]
    [InlineData($"clinic notes/1\n20852163\n{Root}\n")]
    [InlineData($"clinic+notes/1\n20852163\n{Root}\n")]
    [InlineData($"clinicnotes/1\n020852163\n{Root}\n")]
    [InlineData($"clinicnotes/1\n+1\n{Root}\n")]
    [InlineData($"clinicnotes/1\n-1\n{Root}\n")]
    [InlineData($"clinicnotes/1\n 1\n{Root}\n")]
    [InlineData($"clinicnotes/1\n9223372036854775808\n{Root}\n")]
    [InlineData("clinicnotes/1\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n")]
    [InlineData("clinicnotes/1\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [InlineData("clinicnotes/1\n1\nAAAA\n")]
    public void A_text_in_any_other_form_is_no_checkpoint(string text) => Checkpoint.Parse(text).ShouldBeNull();
}
