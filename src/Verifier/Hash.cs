using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ClinicNotes.Verifier;

/// <summary>32 bytes: a SHA-256, or a salt.</summary>
internal readonly record struct Hash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Size = 32;

    [ThreadStatic]
    private static IncrementalHash? Sha256;

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in this));

    public static Hash From(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<Hash>(bytes);

    public static Hash Of(ReadOnlySpan<byte> data) => OpenSsl.TryHash(data, out var hash) ? hash : OfAnywhere(data);

    /// <summary>The same, also where there is no OpenSSL.</summary>
    public static Hash OfAnywhere(ReadOnlySpan<byte> data)
    {
        var hash = default(Hash);
        // Making one for each hash takes longer than most hashes.
        Sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Sha256.AppendData(data);
        Sha256.GetHashAndReset(MemoryMarshal.AsBytes(new Span<Hash>(ref hash)));
        return hash;
    }

    /// <summary>The SHA-256 of two hashes, one after the other.</summary>
    [SkipLocalsInit]
    public static Hash Of(in Hash first, in Hash second)
    {
        Span<byte> both = stackalloc byte[2 * Size];
        first.Bytes.CopyTo(both);
        second.Bytes.CopyTo(both[Size..]);
        return Of(both);
    }

    /// <summary>Reads 64 lower-case hexadecimal digits; <c>null</c> for anything else.</summary>
    public static Hash? FromHex(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var isLower = digits.Length == 2 * Size && !digits.ContainsAnyInRange((byte)'A', (byte)'F');
        return isLower && Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done ? From(bytes) : null;
    }

    /// <summary>Reads canonical base64 of 32 bytes; <c>null</c> for anything else.</summary>
    public static Hash? FromBase64(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[Size + 1];
        Span<byte> again = stackalloc byte[44];
        if (
            text.Length != again.Length
            || Base64.DecodeFromUtf8(text, bytes, out _, out var length) != OperationStatus.Done
            || length != Size
        )
            return null;
        Base64.EncodeToUtf8(bytes[..Size], again, out _, out _);
        return text.SequenceEqual(again) ? From(bytes) : null;
    }

    public string ToBase64() => Convert.ToBase64String(Bytes);

    public override string ToString() => Convert.ToHexStringLower(Bytes);
}
