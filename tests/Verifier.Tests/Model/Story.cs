namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>One clinic's ledger with something of everything in it, and what can be had of it.</summary>
internal static class Story
{
    public const long Note = 46;

    public static readonly byte[] FirstImage = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    );

    public static readonly byte[] SecondImage = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
    );

    public static LedgerKey Key { get; } = new("clinicnotes/1");

    public static LedgerKey Forger { get; } = new("clinicnotes/1", seed: 8);

    /// <summary>The sizes of the ledger at its three commitments.</summary>
    public static readonly int[] Commitments = [10, 18, 26];

    public static ModelLedger Ledger { get; } = Told(Key);

    public static Pack NotePack { get; } = Pack.OfNote(Ledger, Note, Commitments[2], Commitments[0]);

    public static Pack LedgerPack { get; } = Pack.OfLedger(Ledger, Commitments[2], Commitments[1]);

    public static ModelLedger Told(LedgerKey key, string answer = "Fixed: Zoë → Zoé 😀\u0001")
    {
        var ledger = new ModelLedger(key);
        ledger.Enrol(124, "Ada \"the\" \\ Admin");
        ledger.Issue(124, 7);
        for (var note = 46L; note <= 49; note++)
            ledger.Register(note);
        ledger.Request(39, 46, "Names don't match\n", FirstImage);
        ledger.Request(40, 47, "Please fix the date");
        ledger.Respond(39, 46, answer);
        ledger.Commit();
        ledger.Record(25, 46, SecondImage);
        ledger.SetRoles(124);
        ledger.Respond(40, 47, null, FirstImage);
        ledger.Register(50);
        ledger.Request(41, 46, "Once more, please");
        ledger.Revoke(124, 7);
        ledger.Enrol(125, "Bo");
        ledger.Commit();
        ledger.Revise(25, 46, "Better now");
        ledger.Respond(41, 46, "Done", SecondImage);
        ledger.Record(26, 48, FirstImage);
        ledger.Register((1L << 53) - 1);
        ledger.Respond(39, 46, "Done again");
        ledger.Request(42, 49, "é");
        ledger.Respond(42, 49, "");
        ledger.Commit();
        return ledger;
    }
}
