using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

public class SignedNoteTests
{
    private const string Text = "one\n\ntwo\n";
    private const string Line = "\u2014 clinicnotes/1 AQIDBAUG\n";

    private static readonly byte[] Signature = [5, 6];

    [Fact]
    public void A_signed_note_is_the_text_a_blank_line_and_the_signature() =>
        SignedNote.Assemble(Text, "clinicnotes/1", 0x01020304, Signature).ShouldBe($"{Text}\n{Line}");

    [Fact]
    public void A_signed_note_is_read_with_all_its_signatures()
    {
        var note = SignedNote.Parse($"{Text}\n{Line}\u2014 witness //////8=\n")!;
        note.Text.ShouldBe(Text);
        note.Signatures.Select(signature => signature.KeyName).ShouldBe(["clinicnotes/1", "witness"]);
        note.Signatures.Select(signature => signature.KeyId).ShouldBe([0x01020304u, uint.MaxValue]);
        note.Signatures.Select(signature => signature.Signature.ToArray()).ShouldBe([Signature, [255]]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Text)]
    [InlineData(Line)]
    [InlineData($"{Text}{Line}")]
    [InlineData($"{Text}\n")]
    [InlineData($"{Text}\n\u2014 clinicnotes/1 AQIDBAUG")]
    [InlineData($"{Text}\n{Line}\n")]
    [InlineData($"{Text}\n{Line}more\n")]
    [InlineData($"one\r\n\n{Line}")]
    [InlineData($"{Text}\n- clinicnotes/1 AQIDBAUG\n")]
    [InlineData($"{Text}\n\u2014  AQIDBAUG\n")]
    [InlineData($"{Text}\n\u2014 clinic+notes AQIDBAUG\n")]
    [InlineData($"{Text}\n\u2014 clinicnotes/1 AQIDBAUG \n")]
    [InlineData($"{Text}\n\u2014 clinicnotes/1 AQIDBA==\n")]
    [InlineData($"{Text}\n\u2014 clinicnotes/1 AQIDBAU\n")]
    [InlineData($"{Text}\n\u2014 clinicnotes/1 AQIDBAV=\n")]
    [InlineData($"{Text}\n\u2014 clinicnotes/1 AQIDBAV= =\n")]
    public void What_is_not_in_this_form_is_no_signed_note(string note) => SignedNote.Parse(note).ShouldBeNull();
}
