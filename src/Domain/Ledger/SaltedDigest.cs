namespace ClinicNotes.Domain.Ledger;

/// <summary>A digest in an entry, which tells nothing of its content to whoever lacks the salt.</summary>
public static class SaltedDigest
{
    private const int LongestOnStack = 1024;

    /// <summary>SHA-256(salt ‖ content).</summary>
    /// <param name="salt">32 random bytes.</param>
    /// <param name="content">A body as canonical JSON, or the SHA-256 of a PNG file.</param>
    public static TreeHash Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        var length = salt.Length + content.Length;
        var bytes = length <= LongestOnStack ? stackalloc byte[length] : new byte[length];
        salt.CopyTo(bytes);
        content.CopyTo(bytes[salt.Length..]);
        return TreeHash.Sha256(bytes);
    }
}
