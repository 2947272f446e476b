namespace ClinicNotes.Verifier;

/// <summary>All events of one session note: the map of the commitment says how many there are, and which is the last.</summary>
internal sealed class NoteFold : IPackFold
{
    private readonly StreamHeads _streams = new();
    private readonly long _note;
    private readonly List<Hash> _proof;
    private readonly MapLeaf _leaf;
    private readonly Commitment _commitment;
    private long _position;

    public NoteFold(PackHeader header, in JudgedEvent commitment)
    {
        RefusedException.Unless(
            commitment.Commitment is not null && commitment.Position == header.Checkpoint.Size,
            "the commitment is not the event on which the checkpoint ends."
        );
        (_note, _proof) = (header.SessionNoteId!.Value, header.Map!);
        (_leaf, _commitment) = (new(_note), commitment.Commitment!);
    }

    public long Events => _leaf.Events;

    public string AsOf => _commitment.At;

    public void Add(in JudgedEvent next)
    {
        RefusedException.Unless(next.SessionNoteId == _note, $"the event is not of session note {_note}.");
        RefusedException.Unless(next.Position > _position, $"it must come after position {_position}: an event was repeated or moved.");
        _streams.Follow(next);
        _position = next.Position;
        _leaf.Follow(next.Leaf);
    }

    public void End()
    {
        RefusedException.Unless(_leaf.Events > 0, "The pack holds no event, so it proves nothing.");
        RefusedException.Unless(
            MapProof.Root(_leaf, _proof) == _commitment.Map,
            $"These are not all events of session note {_note}: the ledger's commitment counts others, or ends on another."
        );
    }
}
