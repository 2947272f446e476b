using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

/// <summary>A map stored as it is in the database, and what it should hold.</summary>
internal sealed class StoredMap
{
    private readonly Dictionary<long, NoteInMap> _notes = [];
    private readonly Dictionary<string, byte[]> _blocks = [];

    public TreeHash Root { get; private set; } = TreeHash.Nothing;

    public int Calls { get; private set; }

    public IEnumerable<NoteInMap> Notes => _notes.Values;

    public IReadOnlyDictionary<string, string> Blocks => _blocks.ToDictionary(b => b.Key, b => Convert.ToHexStringLower(b.Value));

    public static async Task<StoredMap> Of(IEnumerable<IEnumerable<NoteInMap>> batches)
    {
        var map = new StoredMap();
        foreach (var batch in batches)
            await map.Put(batch);
        return map;
    }

    public async Task<MapUpdate> Put(IEnumerable<NoteInMap> notes)
    {
        Calls = 0;
        var batch = notes.ToArray();
        var update = await NoteMap.Update(batch, Read);
        update.Added.ShouldBe(batch.Select(note => note.SessionNoteId).Distinct().Count(id => !_notes.ContainsKey(id)));
        foreach (var note in batch)
            _notes[note.SessionNoteId] = note;
        foreach (var (path, block) in update.Changed)
            _blocks[path] = MapBlockBytes.Of(block);
        Root = update.Root;
        return update;
    }

    public async Task Add(IEnumerable<NoteInMap> notes)
    {
        var update = await NoteMap.Add(notes, Read);
        foreach (var (path, block) in update.Changed)
            _blocks[path] = MapBlockBytes.Of(block);
        Root = update.Root;
    }

    public async Task<MapProof?> Prove(long sessionNoteId)
    {
        Calls = 0;
        return await NoteMap.Prove(sessionNoteId, Read);
    }

    private ValueTask<IReadOnlyDictionary<string, MapBlock>> Read(IReadOnlyList<string> paths)
    {
        Calls++;
        return new(paths.Where(_blocks.ContainsKey).ToDictionary(path => path, path => MapBlockBytes.Read(_blocks[path])!));
    }
}
