using System.Security.Cryptography;

namespace ClinicNotes.Domain.Ledger;

/// <summary>A digest in an entry, which tells nothing of its content to whoever lacks the salt.</summary>
public static class SaltedDigest
{
    /// <summary>SHA-256(salt ‖ content).</summary>
    /// <param name="salt">32 random bytes.</param>
    /// <param name="content">A body as canonical JSON, or the SHA-256 of a PNG file.</param>
    public static TreeHash Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(salt);
        sha256.AppendData(content);
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        sha256.GetHashAndReset(hash);
        return TreeHash.From(hash);
    }
}
