using System.Text;

namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>What is checked in as docs/audit.</summary>
internal static class Vectors
{
    public static IReadOnlyDictionary<string, byte[]> ByFile { get; } =
        new Dictionary<string, byte[]>
        {
            ["key"] = Encoding.UTF8.GetBytes(Story.Key.Text + "\n"),
            ["older.checkpoint"] = Encoding.UTF8.GetBytes(Story.Ledger.Checkpoint(10)),
            ["note.proof"] = Story.NotePack.Bytes,
            ["ledger.proof"] = Pack.OfLedger(Story.Ledger, 26, 10).Bytes,
        };
}
