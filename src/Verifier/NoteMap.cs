namespace ClinicNotes.Verifier;

/// <summary>
/// The map of docs/audit.md, grown event by event. Each branch keeps its hash until something below it changes, so that a commitment costs
/// what happened since the one before.
/// </summary>
internal sealed class NoteMap
{
    // Down to this depth, the halves are hashed side by side: there are sixteen parts.
    private const int Shared = 4;

    private readonly Dictionary<long, MapLeaf> _notes = [];
    private object? _root;
    private int _changed;

    public int Count => _notes.Count;

    public void Add(long note, in Hash leaf)
    {
        if (!_notes.TryGetValue(note, out var known))
            _notes.Add(note, known = new MapLeaf(note));
        if (!known.IsChanged)
        {
            _root = With(_root, known, 0);
            _changed++;
        }

        known.Follow(leaf);
    }

    public Hash Root()
    {
        var hash = HashOf(_root, _changed > 1 << Shared ? 0 : Shared);
        _changed = 0;
        return hash;
    }

    private static object With(object? part, MapLeaf leaf, int depth)
    {
        if (part is null || part == (object)leaf)
            return leaf;

        var branch = part as Branch ?? Split((MapLeaf)part, depth);
        branch.IsStale = true;
        if (MapLeaf.IsRight(leaf.Key, depth))
            branch.Right = With(branch.Right, leaf, depth + 1);
        else
            branch.Left = With(branch.Left, leaf, depth + 1);
        return branch;
    }

    private static Branch Split(MapLeaf leaf, int depth) =>
        MapLeaf.IsRight(leaf.Key, depth) ? new Branch { Right = leaf } : new Branch { Left = leaf };

    private static Hash HashOf(object? part, int depth) =>
        part switch
        {
            null => default,
            Branch { IsStale: false } branch => branch.Hash,
            Branch branch => Renew(branch, depth),
            _ => ((MapLeaf)part).Hash(),
        };

    private static Hash Renew(Branch branch, int depth)
    {
        var (left, right) = (default(Hash), default(Hash));
        if (depth < Shared)
            Parallel.Invoke(() => left = HashOf(branch.Left, depth + 1), () => right = HashOf(branch.Right, depth + 1));
        else
            (left, right) = (HashOf(branch.Left, depth + 1), HashOf(branch.Right, depth + 1));
        branch.Hash = MerkleTree.Node(left, right);
        branch.IsStale = false;
        return branch.Hash;
    }

    private sealed class Branch
    {
        public object? Left { get; set; }

        public object? Right { get; set; }

        public Hash Hash { get; set; }

        public bool IsStale { get; set; }
    }
}
