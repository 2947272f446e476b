namespace ClinicNotes.Verifier;

/// <summary>Judges one event by itself: its digests, its words, its place in the checkpoint's tree.</summary>
internal sealed class EventJudge(PackHeader header)
{
    private readonly StreamNames _names = new();

    /// <summary>How a fault names the event under judgement, as far as it could be read.</summary>
    public string? Event { get; private set; }

    public void Forget() => Event = null;

    public JudgedEvent Judge(EventLine line, long number)
    {
        var entry = new Entry(line.Entry);
        try
        {
            return Judge(line, number, entry);
        }
        catch (RefusedException)
        {
            Event = entry.ToString();
            throw;
        }
    }

    private JudgedEvent Judge(EventLine line, long number, scoped in Entry entry)
    {
        RefusedException.Unless(
            entry.ClinicId == header.ClinicId,
            $"the event is of clinic {entry.ClinicId}, the pack of clinic {header.ClinicId}."
        );
        RefusedException.Unless(
            Hash.Of(line.SaltedBody) == entry.BodyDigest,
            "the body is not the one that was recorded: the body, its salt or its digest in the entry was changed."
        );
        var body = new Body(line.Body, entry.Type);
        body.RequireSameAs(entry);
        SignatureImage.Require(line, entry, body);

        var leaf = Hash.Of(line.Leaf);
        RequireIncluded(line, entry, leaf);
        RefusedException.Unless(
            entry.Version == 1 == entry.Previous is null,
            "only the first version of a stream has no previous event, and has none."
        );
        return new(
            number,
            entry.Position,
            _names.Of(entry.Stream),
            entry.Version,
            leaf,
            entry.Previous,
            CanonicalScalar.Counting(entry.SessionNoteId),
            entry.Type == EventType.Commitment ? Commitment.Of(entry, line.Body) : null
        );
    }

    private void RequireIncluded(EventLine line, scoped in Entry entry, in Hash leaf)
    {
        if (header.SessionNoteId is null)
        {
            RefusedException.Unless(line.Inclusion is null, "a pack of the whole ledger has no inclusion proofs, and this event has one.");
            return;
        }

        RefusedException.Unless(line.Inclusion is not null, "the event has no inclusion proof.");
        RefusedException.Unless(
            TreeProofs.Includes(header.Checkpoint.Root, header.Checkpoint.Size, entry.Position - 1, leaf, line.Inclusion!),
            "the entry is not in the ledger that the checkpoint stands for: it, its place or its inclusion proof was changed."
        );
    }
}
