using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Ledger;
using FsCheck.Xunit;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class UncommittedNotesTests
{
    [Property]
    public void It_tells_of_each_note_how_many_events_it_got_and_the_leaf_of_the_last(byte[] notes)
    {
        var rows = notes.Select((note, i) => Row("1", 101 + i, note % 4 == 0 ? null : note % 4)).ToArray();
        var grown = new Dictionary<string, UncommittedNotes?>();

        foreach (var round in rows.Chunk(3))
            UncommittedNotes.Add(round, grown);

        (grown.GetValueOrDefault("1")?.Notes ?? []).ShouldBe(
            rows.Where(row => row.SessionNoteId is not null)
                .GroupBy(row => row.SessionNoteId!.Value)
                .Select(note => new NoteInMap(note.Key, note.Count(), note.Last().Leaf)),
            ignoreOrder: true
        );
    }

    [Fact]
    public void It_is_all_that_came_after_the_position_before_its_first_row_up_to_its_last()
    {
        var grown = new Dictionary<string, UncommittedNotes?>();

        UncommittedNotes.Add([Row("1", 8, 46), Row("2", 1, 1001), Row("1", 9, null)], grown);

        grown["1"]!.Is(7, 9).ShouldBeTrue();
        grown["1"]!.Is(6, 9).ShouldBeFalse();
        grown["1"]!.Is(7, 10).ShouldBeFalse();
        grown["2"]!.Is(0, 1).ShouldBeTrue();
    }

    [Fact]
    public void What_is_not_known_to_begin_with_stays_unknown()
    {
        var grown = new Dictionary<string, UncommittedNotes?> { ["1"] = null };

        UncommittedNotes.Add([Row("1", 8, 46)], grown);

        grown["1"].ShouldBeNull();
    }

    private static LedgerRow Row(string clinic, long position, long? note) =>
        new(clinic, position, position, note, TreeHash.OfLeaf([(byte)position]), [], null);
}
