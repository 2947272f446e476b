using ClinicNotes.Domain.Ledger;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Ledger;

public class AddingToTheMapTests
{
    private static readonly TreeHash Leaf = TreeHash.OfLeaf([1]);

    [Property]
    public async Task Events_added_bit_by_bit_make_the_map_of_all_of_them(byte[] batches)
    {
        var map = new StoredMap();
        var totals = new Dictionary<long, long>();
        foreach (var batch in batches)
        {
            NoteInMap[] more = [new(1, 1, Leaf), new(2 + batch % 50, batch, Leaf)];
            await map.Add(more);
            foreach (var note in more)
                totals[note.SessionNoteId] = totals.GetValueOrDefault(note.SessionNoteId) + note.Events;
        }

        map.Root.ShouldBe(TextbookMap.Root([.. totals.Select(note => new NoteInMap(note.Key, note.Value, Leaf))]));
    }
}
