namespace ClinicNotes.Verifier;

/// <summary>The proof that the map holds a session note with so many events: the hashes beside its way, from the root down.</summary>
internal static class MapProof
{
    public const int Deepest = 8 * Hash.Size;

    public static Hash Root(MapLeaf leaf, IReadOnlyList<Hash> proof)
    {
        var hash = leaf.Hash();
        for (var depth = proof.Count - 1; depth >= 0; depth--)
            hash = MapLeaf.IsRight(leaf.Key, depth) ? MerkleTree.Node(proof[depth], hash) : MerkleTree.Node(hash, proof[depth]);
        return hash;
    }
}
