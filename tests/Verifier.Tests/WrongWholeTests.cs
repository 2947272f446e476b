using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>Every event is right in itself, and the pack is wrong all the same.</summary>
public class WrongWholeTests
{
    private const string AnotherWhole =
        "The events together are not those that the checkpoint stands for: at least one was changed, put in or taken out.";

    [Fact]
    public void An_event_left_out_at_the_end_is_found_in_the_map() =>
        Verified
            .Of(Story.NotePack.With(p => p.Lines.RemoveAt(p.Lines.Count - 1)))
            .ShouldBe(["These are not all events of session note 46: the ledger's commitment counts others, or ends on another."]);

    [Fact]
    public void A_pack_of_a_note_without_events_proves_nothing() =>
        Verified.Of(Story.NotePack.With(p => p.Lines.Clear())).ShouldBe(["The pack holds no event, so it proves nothing."]);

    [Fact]
    public void A_ledger_whose_end_was_cut_is_found() =>
        Verified
            .Of(Story.LedgerPack.With(p => p.Lines.RemoveRange(18, 8)))
            .ShouldBe(["The pack ends after 18 events, and the checkpoint is of 26: the end of the ledger was cut off."]);

    [Fact]
    public void A_ledger_that_goes_on_after_its_checkpoint_is_found()
    {
        var yesterday = Pack.OfLedger(Story.Ledger, 18);
        Verified
            .Of(yesterday.With(p => p.Lines.Add(Story.LedgerPack.Lines[18])))
            .ShouldBe(["Line 20 (position 19, sign-off-25 version 2): the checkpoint is of 18 events, and this is one more."]);
    }

    [Fact]
    public void Entries_that_make_another_root_are_found()
    {
        var told = Pack.OfLedger(Story.Told(Story.Key, "Another answer"), 10);
        Verified.Of(told.With(p => p.Header["checkpoint"] = Story.Ledger.Checkpoint(10))).ShouldBe([AnotherWhole]);
    }

    [Fact]
    public void A_note_is_not_shown_as_another()
    {
        Verified
            .Of(Story.NotePack.With(p => p.Header["session_note_id"] = 47))
            .ShouldBe(["Line 2 (position 3, session-note-46 version 1): the event is not of session note 47."]);
        var other = Pack.OfNote(Story.Ledger, 48, 26);
        Verified.Of(Story.NotePack.With(p => p.Header["map"] = other.Header["map"])).Length.ShouldBe(1);
        Verified.Of(Story.NotePack.With(p => p.Lines.Add(other.Lines[^1]))).Length.ShouldBe(1);
    }

    [Fact]
    public void A_commitment_to_another_map_is_found_wherever_it_stands()
    {
        var ledger = new ModelLedger(Story.Key);
        ledger.Register(46);
        ledger.Commit(new byte[32]);
        ledger.Register(47);
        var size = ledger.Commit();
        Verified
            .Of(Pack.OfLedger(ledger, size))
            .ShouldBe([
                "Line 3 (position 2, ledger version 1): the commitment is not to the session notes' events that come before it: "
                    + "some were left out of it, or put into it.",
            ]);
        Verified.Of(Pack.OfNote(ledger, 46, 2)).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_ledger_that_does_not_end_on_a_commitment_is_found()
    {
        var ledger = new ModelLedger(Story.Key);
        ledger.Register(46);
        Verified.Of(Pack.OfLedger(ledger, 1)).ShouldBe(["The last event is no commitment, and every checkpoint ends on one."]);
        ledger.Commit();
        ledger.Register(47);
        var pack = Pack.OfNote(ledger, 46, 2)
            .With(p =>
            {
                p.Header["checkpoint"] = ledger.Checkpoint(3);
                p.Header["commitment"] = ledger.Events[1].Line(Textbook.Inclusion(1, ledger.Leaves));
            });
        Verified.Of(pack).ShouldBe(["Line 1: the commitment is not the event on which the checkpoint ends."]);
    }
}
