using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ClinicNotes.Domain.Ledger;

/// <summary>The public key by which a ledger's checkpoints are checked (C2SP signed-note, Ed25519).</summary>
public sealed record VerifierKey
{
    /// <summary>Length of an Ed25519 public key in bytes.</summary>
    public const int PublicKeyLength = 32;

    private const byte Ed25519 = 1;

    private VerifierKey(string origin, byte[] publicKey)
    {
        byte[] typed = [Ed25519, .. publicKey];
        (Origin, PublicKey) = (origin, publicKey);
        var id = TreeHash.Sha256([.. Encoding.UTF8.GetBytes(origin), (byte)'\n', .. typed]);
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(id.ToArray());
        Text = string.Create(CultureInfo.InvariantCulture, $"{origin}+{KeyId:x8}+{Convert.ToBase64String(typed)}");
    }

    /// <summary>The ledger's name, which signature lines of this key carry.</summary>
    public string Origin { get; }

    /// <summary>The first four bytes, most significant first, of SHA-256(origin ‖ 0x0A ‖ 0x01 ‖ public key).</summary>
    public uint KeyId { get; }

    /// <summary>The 32 bytes of the Ed25519 public key (RFC 8032, section 5.1.5).</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary><c>origin+key id, hex+base64 of 0x01 ‖ public key</c>.</summary>
    public string Text { get; }

    /// <summary>The key of a ledger, or <c>null</c> when the origin is not valid or the public key has not 32 bytes.</summary>
    public static VerifierKey? Of(string origin, ReadOnlySpan<byte> publicKey) =>
        Ledger.Origin.IsValid(origin) && publicKey.Length == PublicKeyLength ? new(origin, publicKey.ToArray()) : null;

    /// <summary>The key so written, or <c>null</c>, also when the key id is not that of the key.</summary>
    public static VerifierKey? Parse(string text)
    {
        if (text.Split('+', 3) is not [var origin, _, var base64] || StrictBase64.Decode(base64) is not [Ed25519, .. var publicKey])
            return null;
        return Of(origin, publicKey) is { } key && key.Text == text ? key : null;
    }

    public bool Equals(VerifierKey? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
