using ClinicNotes.Domain.Ledger;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Ledger;

[Properties(Arbitrary = [typeof(NotesInMap)])]
public class NoteMapProperties
{
    [Property]
    public async Task The_root_is_what_the_definition_says_of_the_notes_that_came_last(NoteInMap[][] batches)
    {
        var map = await StoredMap.Of(batches);
        map.Root.ShouldBe(TextbookMap.Root(map.Notes));
    }

    [Property]
    public async Task Neither_order_nor_batches_leave_a_trace_in_what_is_stored(NoteInMap[][] batches)
    {
        var inSteps = await StoredMap.Of(batches);
        var atOnce = await StoredMap.Of(inSteps.Notes.Any() ? [inSteps.Notes.Reverse()] : batches);
        atOnce.Blocks.ShouldBe(inSteps.Blocks, ignoreOrder: true);
    }

    [Property]
    public async Task Every_note_has_a_proof_that_holds_for_what_the_map_says_of_it_and_nothing_else(NoteInMap[][] batches)
    {
        var map = await StoredMap.Of(batches);
        foreach (var note in map.Notes.Take(20))
        {
            var (proven, siblings) = (await map.Prove(note.SessionNoteId))!;
            map.Calls.ShouldBe(1);
            proven.ShouldBe(note);
            MapProof.Holds(note, siblings, map.Root).ShouldBeTrue();
            MapProof.Holds(note with { Events = note.Events + 1 }, siblings, map.Root).ShouldBeFalse();
            MapProof.Holds(note with { Last = Altered.Bit(note.Last) }, siblings, map.Root).ShouldBeFalse();
            MapProof.Holds(note with { SessionNoteId = note.SessionNoteId + 1 }, siblings, map.Root).ShouldBeFalse();
            MapProof.Holds(note, siblings, Altered.Bit(map.Root)).ShouldBeFalse();
            Altered.Each(siblings).Any(altered => MapProof.Holds(note, altered, map.Root)).ShouldBeFalse();
        }

        (await map.Prove(401)).ShouldBeNull();
    }
}
