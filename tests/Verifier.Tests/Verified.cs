using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>What the verifier says of a pack: its faults as text.</summary>
internal static class Verified
{
    public static string[] Of(Pack pack, LedgerKey? key = null, Checkpoint? older = null) => Of(pack.Bytes, key, older);

    public static string[] Of(byte[] pack, LedgerKey? key = null, Checkpoint? older = null) => Of(pack, key is null ? [] : [key], older);

    public static string[] Of(Pack pack, LedgerKey[] keys, Checkpoint? older = null) => Of(pack.Bytes, keys, older);

    private static string[] Of(byte[] pack, LedgerKey[] keys, Checkpoint? older)
    {
        var verdict = Verification.Of(new MemoryStream(pack), [.. keys.Select(key => key.Verifier)], older);
        return [.. verdict.Faults.Select(fault => fault.ToString())];
    }
}
