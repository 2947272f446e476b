namespace ClinicNotes.Verifier;

/// <summary>Judges who signed a pack's checkpoint, and that the ledger has only grown.</summary>
internal static class HeaderJudge
{
    private const string Forked = "two different ledgers were signed: the events up to the older checkpoint are not the same any more.";

    public static IEnumerable<string> Faults(PackHeader header, VerifierKey? given, Checkpoint? older)
    {
        var key = given ?? header.Key;
        if (given is not null && given.Text != header.Key.Text)
            yield return "the pack names another key than the one given: somebody else may have signed it.";
        foreach (var fault in Unsigned("the pack's checkpoint", header.Checkpoint, key))
            yield return fault;
        if (!key.Origin.EndsWith($"/{header.ClinicId}", StringComparison.Ordinal))
            yield return $"the key is of {key.Origin}, which is not the ledger of clinic {header.ClinicId}.";

        foreach (var fault in NotGrown(header, key))
            yield return fault;
        foreach (var fault in older is null ? [] : NotFrom(older, header, key))
            yield return fault;
    }

    private static IEnumerable<string> NotGrown(PackHeader header, VerifierKey key)
    {
        if (header.Since is not { } since)
            yield break;
        foreach (var fault in Unsigned("the checkpoint of since", since.Older, key))
            yield return fault;
        if (since.Older.Size > header.Checkpoint.Size)
            yield return "the checkpoint of since is of more events than the pack's: the ledger was cut or restored.";
        else if (!TreeProofs.IsGrown(since.Older.Root, since.Older.Size, header.Checkpoint.Root, header.Checkpoint.Size, since.Hashes))
            yield return "the proof that the ledger has only grown since the older checkpoint does not hold.";
    }

    private static IEnumerable<string> NotFrom(Checkpoint older, PackHeader header, VerifierKey key)
    {
        foreach (var fault in Unsigned("the older checkpoint", older, key))
            yield return fault;
        if (older.Size > header.Checkpoint.Size)
            yield return $"the older checkpoint is of {older.Size} events, the pack's of {header.Checkpoint.Size}: the ledger was cut or restored.";
        else if (older.Size == header.Checkpoint.Size && older.Root != header.Checkpoint.Root)
            yield return Forked;
        else if (header.Since is null)
            yield return "the pack has no proof that the ledger has only grown (since): ask for one with your older checkpoint.";
        else if (older.Text != header.Since.Older.Text)
            yield return "the pack's proof that the ledger has only grown (since) is for another checkpoint than your older one.";
    }

    private static IEnumerable<string> Unsigned(string name, Checkpoint checkpoint, VerifierKey key)
    {
        if (checkpoint.Origin != key.Origin)
            yield return $"{name} is of the ledger {checkpoint.Origin}, and the key of {key.Origin}.";
        else if (!checkpoint.IsSignedBy(key))
            yield return $"{name} is not signed by the key {key.Text}.";
    }
}
