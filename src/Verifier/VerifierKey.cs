using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace ClinicNotes.Verifier;

/// <summary>The key that checkpoints are signed with, as C2SP signed-note writes it: <c>origin+key id+base64</c>.</summary>
internal sealed class VerifierKey
{
    private const byte Ed25519 = 1;

    private readonly PublicKey _key;

    private VerifierKey(string text, string origin, uint id, PublicKey key) => (Text, Origin, Id, _key) = (text, origin, id, key);

    public string Text { get; }

    public string Origin { get; }

    public uint Id { get; }

    /// <summary>Reads a key; <c>null</c> when the text is none, or its id is not its own.</summary>
    public static VerifierKey? TryRead(string text)
    {
        if (
            text.Split('+', 3) is not [{ Length: > 0 } origin, { Length: 8 } id, var encoded]
            || origin.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        )
            return null;

        var bytes = StrictBase64.TryDecode(encoded);
        if (bytes is not [Ed25519, .. { Length: 32 } raw] || id != Convert.ToHexStringLower(IdOf(origin, bytes)))
            return null;

        return PublicKey.TryImport(SignatureAlgorithm.Ed25519, raw, KeyBlobFormat.RawPublicKey, out var key)
            ? new(text, origin, BinaryPrimitives.ReadUInt32BigEndian(IdOf(origin, bytes)), key!)
            : null;
    }

    public bool HasSigned(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureAlgorithm.Ed25519.SignatureSize && SignatureAlgorithm.Ed25519.Verify(_key, text, signature);

    private static byte[] IdOf(string origin, byte[] key) => SHA256.HashData([.. Encoding.UTF8.GetBytes(origin), (byte)'\n', .. key])[..4];
}
