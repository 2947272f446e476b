using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

public class RightPackTests
{
    private static readonly Checkpoint Older = Checkpoint.Read(Story.Ledger.Checkpoint(Story.Commitments[0]), "older");
    private static readonly Checkpoint Yesterday = Checkpoint.Read(Story.Ledger.Checkpoint(Story.Commitments[1]), "older");

    [Fact]
    public void A_right_pack_of_a_note_verifies()
    {
        Verified.Of(Story.NotePack).ShouldBeEmpty();
        Verified.Of(Story.NotePack, Story.Key, Older).ShouldBeEmpty();
    }

    [Fact]
    public void A_right_pack_of_the_whole_ledger_verifies()
    {
        Verified.Of(Story.LedgerPack).ShouldBeEmpty();
        Verified.Of(Story.LedgerPack, Story.Key, Yesterday).ShouldBeEmpty();
    }

    [Fact]
    public void Every_note_verifies_at_every_commitment_since_every_earlier_one()
    {
        foreach (var size in Story.Commitments)
        {
            foreach (var note in Story.Ledger.PlacesBefore(size).Select(place => place.Note))
            {
                foreach (var since in Story.Commitments.Where(older => older <= size))
                    Verified.Of(Pack.OfNote(Story.Ledger, note, size, since), Story.Key).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void The_ledger_verifies_against_a_checkpoint_of_the_same_size() =>
        Verified.Of(Pack.OfLedger(Story.Ledger, 18, 18), Story.Key, Yesterday).ShouldBeEmpty();

    [Fact]
    public void A_signature_of_another_key_is_passed_over()
    {
        var text = (string)Story.LedgerPack.Header["checkpoint"]!;
        var witness = new LedgerKey("witness").SignatureLine("anything");
        Verified.Of(Story.LedgerPack.With(p => p.Header["checkpoint"] = text + witness)).ShouldBeEmpty();
    }

    [Fact]
    public void Reads_and_refused_sign_ins_are_events_of_the_ledger_and_of_no_note()
    {
        var ledger = new ModelLedger(Story.Key);
        ledger.Register(46);
        ledger.Read(125, 46);
        ledger.Refuse(124, 7);
        ledger.Read(125, 46);
        var size = ledger.Commit();

        Verified.Of(Pack.OfLedger(ledger, size), Story.Key).ShouldBeEmpty();
        Verified.Of(Pack.OfNote(ledger, 46, size), Story.Key).ShouldBeEmpty();
        ledger.PlacesBefore(size).ShouldHaveSingleItem().Events.ShouldBe(1);
    }

    [Fact]
    public void A_ledger_of_many_lines_longer_than_a_piece_of_the_file_verifies()
    {
        var ledger = new ModelLedger(Story.Key);
        for (var note = 1; note <= 400; note++)
        {
            ledger.Register(note);
            ledger.Request(note, note, new string('x', note == 200 ? 700_000 : 1_000));
        }

        Verified.Of(Pack.OfLedger(ledger, ledger.Commit()), Story.Key).ShouldBeEmpty();
    }
}
