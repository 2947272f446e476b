using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>What the verifier says of a pack: its faults as text.</summary>
internal static class Verified
{
    public static string[] Of(Pack pack, LedgerKey? key = null, Checkpoint? older = null) => Of(pack.Bytes, key, older);

    public static string[] Of(byte[] pack, LedgerKey? key = null, Checkpoint? older = null)
    {
        var verdict = Verification.Of(new MemoryStream(pack), key?.Verifier, older);
        return [.. verdict.Faults.Select(fault => fault.ToString())];
    }
}
