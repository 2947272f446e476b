using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;
using static ClinicNotes.Domain.Tests.SessionNotes.Note46;

namespace ClinicNotes.Domain.Tests.SessionNotes;

public class ReviewedNoteTests
{
    [Fact]
    public void A_note_that_was_registered_has_nothing_hanging_on_it()
    {
        var note = Given(Registered()).State!;

        note.Note.ShouldBe(new SessionNote(46, 121, Times.Morning, Times.Morning));
        (note.Open.Count, note.Responded, note.LatestSignOff, note.Stale, note.UpdatedAt).ShouldBe((0, 0, null, false, Times.Morning));
    }

    [Fact]
    public void What_happened_to_no_note_makes_none() => Given(Requested(1), Responded(1), SignedOff(1), Revised(1)).State.ShouldBeNull();

    [Fact]
    public void An_addendum_is_open_until_there_is_a_response_or_a_signature_under_it()
    {
        Addendums(Registered(), Requested(1), Requested(2), Requested(3)).ShouldBe((3, 0));
        Addendums(Registered(), Requested(1), Requested(2), Responded(1)).ShouldBe((1, 1));
        Addendums(Registered(), Requested(1), Responded(1, response: null, Signatures.First)).ShouldBe((0, 1));
        Addendums(Registered(), Requested(1), Responded(1), Responded(1, "Done twice")).ShouldBe((0, 1));
    }

    [Fact]
    public void The_latest_sign_off_is_the_one_recorded_last_as_it_was_revised_since()
    {
        LatestOf(Registered(), SignedOff(1), SignedOff(2)).ShouldBe(SignOff.Of(SignedOff(2)));
        LatestOf(Registered(), SignedOff(1), SignedOff(2), Revised(2)).ShouldBe(SignOff.Of(SignedOff(2)).With(Revised(2)));
        LatestOf(Registered(), SignedOff(1), SignedOff(2), Revised(1)).ShouldBe(SignOff.Of(SignedOff(2)));
    }

    [Fact]
    public void A_sign_off_is_stale_once_anything_but_itself_changes_and_a_new_one_is_fresh()
    {
        object[] signed = [Registered(), Requested(1), SignedOff(1), Requested(2), SignedOff(2)];

        Given(signed).State!.Stale.ShouldBeFalse();
        Given([.. signed, Revised(2)]).State!.Stale.ShouldBeFalse();
        foreach (object change in new object[] { Requested(3), Responded(1), Registered(122), Revised(1) })
        {
            Given([.. signed, change]).State!.Stale.ShouldBeTrue(change.ToString());
            Given([.. signed, change, Revised(2)]).State!.Stale.ShouldBeTrue("a revision does not look at the note again");
            Given([.. signed, change, SignedOff(3)]).State!.Stale.ShouldBeFalse();
        }
    }

    [Fact]
    public void A_sign_off_covers_up_to_the_event_that_its_reviewer_had_seen()
    {
        object[] events = [Registered(), Requested(1), Responded(1)];

        Given([.. events, SignedOff(1, covers: new("addendum-1", 2))]).State!.Stale.ShouldBeFalse();
        Given([.. events, SignedOff(1, covers: new("addendum-1", 1))]).State!.Stale.ShouldBeTrue("the response came after it");
        Given([.. events, SignedOff(1, covers: new("session-note-46", 1))]).State!.Stale.ShouldBeTrue();
        Given([.. events, Registered(122), SignedOff(1, covers: new("session-note-46", 2))]).State!.Stale.ShouldBeFalse();
    }

    [Fact]
    public void A_sign_off_that_covered_too_little_is_not_made_fresh_by_its_revision_but_by_a_new_one()
    {
        object[] events = [Registered(), Requested(1), SignedOff(1, covers: new("session-note-46", 1)), Revised(1)];

        Given(events).State!.Stale.ShouldBeTrue();
        var note = Given([.. events, SignedOff(2, covers: new("sign-off-1", 2))]).State!;
        (note.Stale, note.IsStale(1), note.IsStale(2)).ShouldBe((false, true, false));
    }

    [Fact]
    public void The_event_recorded_last_is_known_by_its_stream_and_its_number_there()
    {
        Given(Registered()).State!.Last.ShouldBe(new("session-note-46", 1));
        Given(Registered(), Requested(1), SignedOff(9), Revised(9), Responded(1)).State!.Last.ShouldBe(new("addendum-1", 2));
        Given(Registered(), SignedOff(9), Requested(1), Revised(9)).State!.Last.ShouldBe(new("sign-off-9", 2));
        Given(Registered(), Requested(1), Registered(122)).State!.Last.ShouldBe(new("session-note-46", 2));
    }

    [Fact]
    public void A_note_that_was_never_signed_off_is_not_stale() =>
        Given(Registered(), Requested(1), Responded(1), Registered(122)).State!.Stale.ShouldBeFalse();

    [Fact]
    public void Another_provider_takes_the_note_over() => Given(Registered(), Registered(122)).State!.Note.ProviderId.ShouldBe(122);

    [Fact]
    public void Every_change_is_the_last_change_of_the_note_unless_the_clock_went_back()
    {
        foreach (
            object change in new object[]
            {
                Requested(2, Times.Afternoon),
                Responded(1, at: Times.Afternoon),
                SignedOff(2, Times.Afternoon),
            }
        )
            Given(Registered(), Requested(1), SignedOff(1), change).State!.UpdatedAt.ShouldBe(Times.Afternoon);
        Given(Registered(at: Times.Afternoon), Requested(1, Times.Morning)).State!.UpdatedAt.ShouldBe(Times.Afternoon);
    }

    [Fact]
    public void What_tells_of_no_note_changes_nothing()
    {
        var note = Given(Registered()).State;

        ReviewedNote.Evolve(note, "no event at all").ShouldBeSameAs(note);
    }

    private static (int Open, int Responded) Addendums(params object[] events)
    {
        var note = Given(events).State!;
        return (note.Open.Count, note.Responded);
    }

    private static SignOff? LatestOf(params object[] events) => Given(events).State!.LatestSignOff;
}
