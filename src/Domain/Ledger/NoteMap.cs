namespace ClinicNotes.Domain.Ledger;

/// <summary>The map of session notes (docs/audit.md): a sparse Merkle tree by which it shows when one of a note's events is missing.</summary>
public static class NoteMap
{
    private const int PathsAtOnce = 16;

    /// <summary>The map that holds these notes and no others.</summary>
    /// <param name="notes">What it is to say; of a note named twice, the last.</param>
    public static ValueTask<MapUpdate> Of(IEnumerable<NoteInMap> notes) =>
        Update(notes, _ => ValueTask.FromResult<IReadOnlyDictionary<string, MapBlock>>(new Dictionary<string, MapBlock>()));

    /// <summary>Adds to the map events that came since: of each note how many more, and the leaf of the last.</summary>
    /// <param name="notes">Each note once.</param>
    /// <param name="blocks">Reads the map as it is. It is called about log16(n) times for a map of n notes.</param>
    public static ValueTask<MapUpdate> Add(IEnumerable<NoteInMap> notes, MapBlocks blocks) =>
        Update(notes, blocks, (stored, more) => stored.With(more));

    /// <summary>Puts notes into the map, in the place of what it says of them so far.</summary>
    /// <param name="notes">What the map is to say; of a note named twice, the last.</param>
    /// <param name="blocks">Reads the map as it is. It is called once a level: about log16(n) times for n notes, and a few more when keys are alike.</param>
    public static ValueTask<MapUpdate> Update(IEnumerable<NoteInMap> notes, MapBlocks blocks) => Update(notes, blocks, (_, given) => given);

    private static async ValueTask<MapUpdate> Update(
        IEnumerable<NoteInMap> notes,
        MapBlocks blocks,
        Func<NoteInMap, NoteInMap, NoteInMap> merge
    )
    {
        var growth = new MapGrowth(merge);
        var risen = new Stack<string>();
        var places = new Dictionary<string, List<PlacedNote>> { [""] = Placed(notes) };
        while (places.Count > 0)
        {
            string[] paths = [.. places.Keys];
            var stored = await blocks(paths);
            var below = new Dictionary<string, List<PlacedNote>>();
            foreach (var path in paths)
            {
                var block = path.Length == 0 ? stored.GetValueOrDefault(path, MapBlock.Empty) : stored[path];
                foreach (var (deeper, under) in growth.Put(path, block, places[path]))
                {
                    below.Add(deeper, under);
                    risen.Push(deeper);
                }
            }

            places = below;
        }

        foreach (var path in risen)
            growth.Rise(path);
        return new(growth.Changed, growth.Changed[""].Hash, growth.Added);
    }

    /// <summary>The proof of a note's place, or <c>null</c> when the map does not hold the note.</summary>
    /// <param name="sessionNoteId">The session note.</param>
    /// <param name="blocks">Reads the map. It is called once, with sixteen paths, unless two keys begin with the same 64 bits.</param>
    public static async ValueTask<MapProof?> Prove(long sessionNoteId, MapBlocks blocks)
    {
        var key = MapKey.Of(sessionNoteId);
        var (hex, siblings) = (key.Hash.Hex, new List<TreeHash>());
        for (var from = 0; from < MapKey.Nibbles; from += PathsAtOnce)
        {
            var stored = await blocks([.. Enumerable.Range(from, PathsAtOnce).Select(depth => hex[..depth])]);
            for (var depth = from; depth < from + PathsAtOnce; depth++)
            {
                if (!stored.TryGetValue(hex[..depth], out var block))
                    return null;
                siblings.AddRange(block.Beside(key.Nibble(depth)));
                var child = block.Children[key.Nibble(depth)];
                if (!child.IsBlock)
                    return child.Note is { } note && note.SessionNoteId == sessionNoteId ? new(note, siblings) : null;
            }
        }

        return null;
    }

    private static List<PlacedNote> Placed(IEnumerable<NoteInMap> notes) =>
        [.. notes.GroupBy(note => note.SessionNoteId).Select(same => PlacedNote.Of(same.Last()))];
}
