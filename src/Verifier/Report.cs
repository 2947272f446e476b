namespace ClinicNotes.Verifier;

/// <summary>A verdict in plain words.</summary>
internal static class Report
{
    public static string Of(Verdict verdict, int keysGiven, bool isHeldAgainst) =>
        verdict.Holds ? Holding(verdict, keysGiven, isHeldAgainst) : Refusing(verdict.Faults);

    public static string Refusing(IReadOnlyList<Fault> faults)
    {
        var more =
            faults.Count >= Verification.MostFaults ? "\nThere may be more: after this many faults, the rest was not looked at." : "";
        return $"REFUSED: this proof does not hold.\n{string.Join('\n', faults)}{more}\n";
    }

    private static string Holding(Verdict verdict, int keysGiven, bool isHeldAgainst)
    {
        var header = verdict.Header!;
        var what = header.SessionNoteId is { } note
            ? $"all events of session note {note} of clinic {header.ClinicId}: {verdict.Events}"
            : $"the whole ledger of clinic {header.ClinicId}: {verdict.Events} events";
        var since = header.Since is { } grown
            ? $"Since:      {(isHeldAgainst ? "your older" : "an older")} checkpoint of {grown.Older.Size} events, the ledger has only grown\n"
            : "";
        var key = keysGiven switch
        {
            1 => "the one that you gave",
            > 1 => "one of those that you gave",
            _ => "the one in the pack. Compare it with a copy that you had from elsewhere: a forger can sign a ledger of his own",
        };
        return $"""
            The proof holds: nothing is missing, changed, moved or back-dated.
            Verified:   {what}
            As of:      {verdict.AsOf}
            Checkpoint: {header.Checkpoint.Origin}, {header.Checkpoint.Size} events, root {header.Checkpoint.Root.ToBase64()}
            {since}Key:        {verdict.SignedBy!.Text}
                        {key}.

            """;
    }
}
