namespace ClinicNotes.Domain.Ledger;

/// <summary>The proof of what the map says of a session note.</summary>
/// <param name="Note">What it says.</param>
/// <param name="Siblings">The hashes beside the way, from the root down: none to 256.</param>
public sealed record MapProof(NoteInMap Note, IReadOnlyList<TreeHash> Siblings)
{
    private const int KeyBits = 256;

    /// <summary>Whether the map with this root says this of the note.</summary>
    public static bool Holds(NoteInMap note, IReadOnlyList<TreeHash> siblings, TreeHash root)
    {
        if (siblings.Count > KeyBits)
            return false;

        var (key, hash) = (note.Key, note.MapLeaf());
        for (var depth = siblings.Count - 1; depth >= 0; depth--)
            hash = key.IsRight(depth) ? TreeHash.OfNode(siblings[depth], hash) : TreeHash.OfNode(hash, siblings[depth]);
        return hash == root;
    }
}
