using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>A clinic's signing key, made of a seed.</summary>
internal sealed class LedgerKey
{
    private readonly Key _key;
    private readonly byte[] _id;

    public LedgerKey(string origin, byte seed = 7)
    {
        Origin = origin;
        _key = Key.Import(SignatureAlgorithm.Ed25519, Enumerable.Repeat(seed, 32).ToArray(), KeyBlobFormat.RawPrivateKey);
        byte[] known = [1, .. _key.PublicKey.Export(KeyBlobFormat.RawPublicKey)];
        _id = SHA256.HashData([.. Encoding.UTF8.GetBytes(origin + "\n"), .. known])[..4];
        Text = $"{origin}+{Convert.ToHexStringLower(_id)}+{Convert.ToBase64String(known)}";
    }

    public string Origin { get; }

    /// <summary>The verifier key.</summary>
    public string Text { get; }

    public VerifierKey Verifier => VerifierKey.TryRead(Text)!;

    public string Sign(long size, byte[] root) => Sign($"{Origin}\n{size}\n{Convert.ToBase64String(root)}\n");

    public string Sign(string note) => $"{note}\n{SignatureLine(note)}";

    public string SignatureLine(string note)
    {
        byte[] signature = [.. _id, .. SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(note))];
        return $"\u2014 {Origin} {Convert.ToBase64String(signature)}\n";
    }
}
