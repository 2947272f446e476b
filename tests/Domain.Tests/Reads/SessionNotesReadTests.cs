using System.Text.Json;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using NodaTime;

namespace ClinicNotes.Domain.Tests.Reads;

public class SessionNotesReadTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly Read One = new(ReadKind.History, 46, [46], Noon, "192.0.2.7", "request");

    [Fact]
    public void It_is_recorded_at_the_moment_to_the_millisecond()
    {
        var read = Recorded(last: null, now: Noon + Duration.FromTicks(1));

        read.ShouldBeEquivalentTo(new SessionNotesRead([One], 125, Role.Auditor, Noon));
        ((IRecorded)read).SessionNoteId.ShouldBeNull("what tells of a note's reads is not part of the note");
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_bring_it_before_the_last_of_its_stream() =>
        Recorded(last: Noon, now: Noon - Duration.FromSeconds(5)).RecordedAt.ShouldBe(Noon);

    [Fact]
    public void Every_user_has_a_stream_and_the_operator_has_one()
    {
        SessionNotesRead.Stream(125).ShouldBe("reads-125");
        SessionNotesRead.Stream(null).ShouldBe("reads-operator");
    }

    [Fact]
    public void Every_kind_is_written_in_snake_case()
    {
        foreach (var kind in Enum.GetValues<ReadKind>())
            kind.Name().ShouldBe(JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));
    }

    [Fact]
    public void Histories_proofs_and_exports_are_read_by_those_who_audit_and_the_rest_by_readers()
    {
        foreach (var kind in Enum.GetValues<ReadKind>())
        {
            var audits = kind is ReadKind.History or ReadKind.Proof or ReadKind.Export;
            kind.WhoMay().ShouldBe(audits ? WhoMay.Audit : WhoMay.Read);
        }
    }

    [Fact]
    public void A_list_shows_the_note_of_each_item_once() =>
        Shown.OfList(ReadKind.Addendums, [46, 99, 46]).SessionNoteIds.ShouldBe([46, 99]);

    private static SessionNotesRead Recorded(Instant? last, Instant now) =>
        SessionNotesRead.Of([One], by: 125, Role.Auditor, last, now).Event.ShouldNotBeNull();
}
