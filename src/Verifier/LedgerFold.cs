namespace ClinicNotes.Verifier;

/// <summary>The whole ledger: no position is missing, the entries make the checkpoint's root, and every commitment its map.</summary>
internal sealed class LedgerFold(Checkpoint checkpoint) : IPackFold
{
    private readonly MerkleTree _tree = new();
    private readonly NoteMap _map = new();
    private readonly StreamHeads _streams = new();
    private Commitment? _last;

    public long Events => _tree.Size;

    public string AsOf => _last!.At;

    public void Add(in JudgedEvent next)
    {
        RefusedException.Unless(
            next.Position == _tree.Size + 1,
            $"position {_tree.Size + 1} must come here: an event was taken out, put in, repeated or moved."
        );
        RefusedException.Unless(next.Position <= checkpoint.Size, $"the checkpoint is of {checkpoint.Size} events, and this is one more.");
        _streams.Follow(next);
        _tree.Append(next.Leaf);
        _last = next.Commitment;
        if (_last is not null)
            RequireMap(_last);
        else if (next.SessionNoteId is { } note)
            _map.Add(note, next.Leaf);
    }

    public void End()
    {
        RefusedException.Unless(
            _tree.Size == checkpoint.Size,
            $"The pack ends after {_tree.Size} events, and the checkpoint is of {checkpoint.Size}: the end of the ledger was cut off."
        );
        RefusedException.Unless(
            _tree.Root() == checkpoint.Root,
            "The events together are not those that the checkpoint stands for: at least one was changed, put in or taken out."
        );
        RefusedException.Unless(_last is not null, "The last event is no commitment, and every checkpoint ends on one.");
    }

    private void RequireMap(Commitment commitment) =>
        RefusedException.Unless(
            commitment.SessionNotes == _map.Count && commitment.Map == _map.Root(),
            "the commitment is not to the session notes' events that come before it: some were left out of it, or put into it."
        );
}
