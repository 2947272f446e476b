using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

/// <summary>The map as docs/audit.md defines it.</summary>
internal static class TextbookMap
{
    public static TreeHash Root(IEnumerable<NoteInMap> notes) => Part([.. notes], 0);

    private static TreeHash Part(NoteInMap[] notes, int depth) =>
        notes.Length switch
        {
            0 => TreeHash.Nothing,
            1 => notes[0].MapLeaf(),
            _ => TreeHash.OfNode(
                Part([.. notes.Where(note => !note.Key.IsRight(depth))], depth + 1),
                Part([.. notes.Where(note => note.Key.IsRight(depth))], depth + 1)
            ),
        };
}
