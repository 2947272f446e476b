namespace ClinicNotes.Verifier;

/// <summary>Judges who signed a pack's checkpoint, and that the ledger has only grown.</summary>
internal static class HeaderJudge
{
    private const string Forked = "two different ledgers were signed: the events up to the older checkpoint are not the same any more.";

    private const string FormerKey =
        "If the ledger's key has been changed since, give the former key too, as you had it then: --key NEW --key FORMER.";

    /// <param name="header">The first line of the pack.</param>
    /// <param name="keys">The keys that count, the present one and former ones.</param>
    /// <param name="older">The checkpoint to hold the pack against, if there is one.</param>
    public static IEnumerable<string> Faults(PackHeader header, IReadOnlyList<VerifierKey> keys, Checkpoint? older)
    {
        if (keys.All(key => key.Text != header.Key.Text))
            yield return $"the pack names another key than {(keys is [_] ? "the one" : "those")} given: somebody else may have signed it.";
        foreach (var fault in Unsigned("the pack's checkpoint", header.Checkpoint, keys))
            yield return fault;
        foreach (var origin in keys.Select(key => key.Origin).Distinct())
        {
            if (origin != keys[0].Origin)
                yield return $"the keys are of two ledgers, {keys[0].Origin} and {origin}.";
            else if (!origin.EndsWith($"/{header.ClinicId}", StringComparison.Ordinal))
                yield return $"the key is of {origin}, which is not the ledger of clinic {header.ClinicId}.";
        }

        foreach (var fault in NotGrown(header, keys))
            yield return fault;
        foreach (var fault in older is null ? [] : NotFrom(older, header, keys))
            yield return fault;
    }

    private static IEnumerable<string> NotGrown(PackHeader header, IReadOnlyList<VerifierKey> keys)
    {
        if (header.Since is not { } since)
            yield break;
        foreach (var fault in Unsigned("the checkpoint of since", since.Older, keys))
            yield return fault;
        if (since.Older.Size > header.Checkpoint.Size)
            yield return "the checkpoint of since is of more events than the pack's: the ledger was cut or restored.";
        else if (!TreeProofs.IsGrown(since.Older.Root, since.Older.Size, header.Checkpoint.Root, header.Checkpoint.Size, since.Hashes))
            yield return "the proof that the ledger has only grown since the older checkpoint does not hold.";
    }

    private static IEnumerable<string> NotFrom(Checkpoint older, PackHeader header, IReadOnlyList<VerifierKey> keys)
    {
        foreach (var fault in Unsigned("the older checkpoint", older, keys))
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

    private static IEnumerable<string> Unsigned(string name, Checkpoint checkpoint, IReadOnlyList<VerifierKey> keys)
    {
        if (checkpoint.Origin != keys[0].Origin)
            yield return $"{name} is of the ledger {checkpoint.Origin}, and the key of {keys[0].Origin}.";
        else if (!keys.Any(checkpoint.IsSignedBy))
            yield return $"{name} is not signed by the key {string.Join(", nor by ", keys.Select(key => key.Text))}. {FormerKey}";
    }
}
