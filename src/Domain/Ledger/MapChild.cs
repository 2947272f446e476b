namespace ClinicNotes.Domain.Ledger;

/// <summary>One of the sixteen children of a block: nothing, which is the default; one note; or a deeper block.</summary>
public readonly record struct MapChild
{
    private MapChild(NoteInMap? note, TreeHash block) => (Note, Block) = (note, block);

    /// <summary>The one note that the child holds, else <c>null</c>.</summary>
    public NoteInMap? Note { get; }

    /// <summary>The hash of the deeper block; <see cref="TreeHash.Nothing" /> when the child is none.</summary>
    public TreeHash Block { get; }

    public bool IsBlock => Block != TreeHash.Nothing;

    public bool IsNothing => Note is null && !IsBlock;

    public static MapChild OfNote(NoteInMap note) => new(note, TreeHash.Nothing);

    public static MapChild OfBlock(TreeHash hash) => new(null, hash);
}
