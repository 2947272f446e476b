using ClinicNotes.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace ClinicNotes.Domain.Tests.Ledger;

/// <summary>Batches of notes: few enough ids that the same come again.</summary>
public static class NotesInMap
{
    private static readonly Gen<NoteInMap> Note =
        from id in Gen.Choose(1, 400)
        from events in Gen.Choose(1, 5)
        from leaf in Gen.Elements("first"u8.ToArray(), "second"u8.ToArray())
        select new NoteInMap(id, events, TreeHash.OfLeaf(leaf));

    public static Arbitrary<NoteInMap[][]> Batches() => Note.ListOf().Select(batch => batch.ToArray()).ArrayOf().ToArbitrary();

    public static IEnumerable<NoteInMap> Numbered(int from, int count) =>
        Enumerable.Range(from, count).Select(id => new NoteInMap(id, 1 + id % 3, TreeHash.OfLeaf(BitConverter.GetBytes(id))));
}
