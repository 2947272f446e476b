using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Domain.Tests.Ledger;

/// <summary>RFC 6962, section 2.1, word for word.</summary>
internal static class TextbookTree
{
    /// <summary>MTH(D[n]).</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves) =>
        leaves.Length switch
        {
            0 => TreeHash.OfEmptyTree,
            1 => leaves[0],
            _ => TreeHash.OfNode(Root(leaves[..Split(leaves)]), Root(leaves[Split(leaves)..])),
        };

    /// <summary>PATH(m, D[n]).</summary>
    public static TreeHash[] Path(int m, ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length == 1)
            return [];
        var k = Split(leaves);
        return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    /// <summary>PROOF(m, D[n]).</summary>
    public static TreeHash[] Proof(int m, ReadOnlySpan<TreeHash> leaves) => Subproof(m, leaves, true);

    private static TreeHash[] Subproof(int m, ReadOnlySpan<TreeHash> leaves, bool whole)
    {
        if (m == leaves.Length)
            return whole ? [] : [Root(leaves)];
        var k = Split(leaves);
        return m <= k
            ? [.. Subproof(m, leaves[..k], whole), Root(leaves[k..])]
            : [.. Subproof(m - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Split(ReadOnlySpan<TreeHash> leaves)
    {
        var k = 1;
        while (2 * k < leaves.Length)
            k *= 2;
        return k;
    }
}
