namespace ClinicNotes.Domain.Ledger;

/// <summary>A part of the map: its hash, and whether it holds no note, one, or several. One note alone is not wrapped in nodes.</summary>
internal readonly record struct MapPart
{
    private readonly bool _holdsSeveral;

    private MapPart(TreeHash hash, bool holdsSeveral) => (Hash, _holdsSeveral) = (hash, holdsSeveral);

    public TreeHash Hash { get; }

    public bool HoldsOne => !_holdsSeveral && !HoldsNone;

    private bool HoldsNone => Hash == TreeHash.Nothing;

    public static MapPart Of(MapChild child) => child.Note is { } note ? new(note.MapLeaf(), false) : new(child.Block, child.IsBlock);

    /// <summary>The part of which these are the halves.</summary>
    public static MapPart Of(MapPart left, MapPart right) =>
        right.HoldsNone && !left._holdsSeveral ? left
        : left.HoldsNone && !right._holdsSeveral ? right
        : new(TreeHash.OfNode(left.Hash, right.Hash), true);
}
