namespace ClinicNotes.Domain.Ledger;

/// <summary>What must be read to compute a root or a proof, and how it is computed from that; reading is the caller's.</summary>
public sealed class TreePlan
{
    private readonly CompleteSubtree[][] _results;

    /// <param name="results">For each resulting hash, the leaves it stands for: from an index, up to but not with another.</param>
    internal TreePlan(IEnumerable<(long From, long To)> results)
    {
        _results = [.. results.Select(leaves => CompleteSubtree.Between(leaves.From, leaves.To).ToArray())];
        Needs = [.. _results.SelectMany(subtrees => subtrees).Select(subtree => subtree.Need)];
    }

    /// <summary>The stored hashes to be read: no hash twice, at most some hundred spans.</summary>
    public IReadOnlyList<HashSpan> Needs { get; }

    /// <summary>The hashes of the root or the proof, in the order of RFC 6962.</summary>
    /// <param name="hashes">Gives the stored hashes of each of <see cref="Needs" />, left to right.</param>
    public IReadOnlyList<TreeHash> Fold(Func<HashSpan, IReadOnlyList<TreeHash>> hashes) =>
        [
            .. _results.Select(subtrees =>
                subtrees.Length == 0
                    ? TreeHash.OfEmptyTree
                    : subtrees
                        .Select(subtree => CompleteSubtree.Root(hashes(subtree.Need)))
                        .Reverse()
                        .Aggregate((right, left) => TreeHash.OfNode(left, right))
            ),
        ];
}
