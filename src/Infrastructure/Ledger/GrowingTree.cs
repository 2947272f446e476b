using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The tree of RFC 6962, section 2.1, over leaves that come one by one: it keeps a hash for each complete subtree, some sixty at most.</summary>
internal sealed class GrowingTree
{
    private readonly List<(int Height, TreeHash Hash)> _complete = [];

    public long Size { get; private set; }

    public TreeHash Root =>
        _complete.Count == 0
            ? TreeHash.OfEmptyTree
            : _complete.Select(subtree => subtree.Hash).Reverse().Aggregate((right, left) => TreeHash.OfNode(left, right));

    /// <summary>Adds a leaf, and gives the hashes of tile levels from 1 that are complete by it.</summary>
    public List<(int Level, long Index, TreeHash Hash)> Add(TreeHash leaf)
    {
        Size++;
        var completed = new List<(int, long, TreeHash)>();
        var (height, hash) = (0, leaf);
        while (_complete is [.., var left] && left.Height == height)
        {
            _complete.RemoveAt(_complete.Count - 1);
            (height, hash) = (height + 1, TreeHash.OfNode(left.Hash, hash));
            if (height % HashSpan.Bits == 0)
                completed.Add((height / HashSpan.Bits, (Size >> height) - 1, hash));
        }

        _complete.Add((height, hash));
        return completed;
    }
}
