namespace ClinicNotes.Domain.Ledger;

/// <summary>Changes to the map while they are made: the blocks that become others, and where notes go on to a stored block.</summary>
/// <param name="merge">What the map is to say of a note, given what it says and what is put in.</param>
internal sealed class MapGrowth(Func<NoteInMap, NoteInMap, NoteInMap> merge)
{
    private const string Digits = "0123456789abcdef";

    private readonly Dictionary<string, MapBlock> _changed = [];

    public IReadOnlyDictionary<string, MapBlock> Changed => _changed;

    public int Added { get; private set; }

    /// <summary>Puts notes into a stored block.</summary>
    /// <returns>The notes that go on to a stored block below it, by that one's path.</returns>
    public Dictionary<string, List<PlacedNote>> Put(string path, MapBlock block, IEnumerable<PlacedNote> notes)
    {
        var deeper = new Dictionary<string, List<PlacedNote>>();
        var replaced = new Dictionary<int, MapChild>();
        foreach (var (nibble, under) in ByNibble(notes, path.Length))
        {
            var child = block.Children[nibble];
            if (child.IsBlock)
                deeper[path + Digits[nibble]] = under;
            else
                replaced[nibble] = Child(path + Digits[nibble], WithStored(child.Note, under));
        }

        _changed[path] = block.With(replaced);
        return deeper;
    }

    /// <summary>Makes a changed block known to the one above it, which has changed too.</summary>
    public void Rise(string path)
    {
        var above = path[..^1];
        var child = MapChild.OfBlock(_changed[path].Hash);
        _changed[above] = _changed[above].With([new(Digits.IndexOf(path[^1], StringComparison.Ordinal), child)]);
    }

    private List<PlacedNote> WithStored(NoteInMap? stored, List<PlacedNote> notes)
    {
        var kept = stored is not null && notes.TrueForAll(placed => placed.Note.SessionNoteId != stored.SessionNoteId);
        Added += stored is null || kept ? notes.Count : notes.Count - 1;
        if (stored is null || kept)
            return kept ? [PlacedNote.Of(stored!), .. notes] : notes;

        return notes.ConvertAll(placed =>
            placed.Note.SessionNoteId == stored.SessionNoteId ? placed with { Note = merge(stored, placed.Note) } : placed
        );
    }

    private MapChild Child(string path, List<PlacedNote> notes)
    {
        if (notes.Count == 1)
            return MapChild.OfNote(notes[0].Note);

        var children = new MapChild[MapBlock.Width];
        foreach (var (nibble, under) in ByNibble(notes, path.Length))
            children[nibble] = Child(path + Digits[nibble], under);
        var block = new MapBlock(children);
        _changed[path] = block;
        return MapChild.OfBlock(block.Hash);
    }

    private static Dictionary<int, List<PlacedNote>> ByNibble(IEnumerable<PlacedNote> notes, int depth) =>
        notes.GroupBy(placed => placed.Key.Nibble(depth)).ToDictionary(group => group.Key, group => group.ToList());
}
