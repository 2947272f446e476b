using System.Security.Cryptography;
using System.Text;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>The key under which secrets of webhooks are stored: AES-256-GCM (NIST SP 800-38D), each bound to its clinic and its name.</summary>
internal sealed class SecretKey
{
    private const int TagLength = 16;

    /// <summary>A nonce of 96 random bits comes first.</summary>
    private const int TagAt = 12;
    private const int TextAt = TagAt + TagLength;

    private readonly byte[]? _key;

    private SecretKey(byte[]? key) => _key = key;

    public bool IsThere => _key is not null;

    /// <summary>Reads <c>Webhooks:Key</c>, or the file that <c>Webhooks:KeyFile</c> names.</summary>
    public static SecretKey From(IConfiguration settings) => new(KeySetting.Read(settings, "Webhooks", "the webhooks' key"));

    /// <summary>The secret encrypted: nonce, tag, then as many bytes as it has.</summary>
    public byte[] Seal(string clinic, string id, string secret)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        var stored = new byte[TextAt + text.Length];
        RandomNumberGenerator.Fill(stored.AsSpan(0, TagAt));
        using var cipher = Cipher();
        cipher.Encrypt(stored.AsSpan(0, TagAt), text, stored.AsSpan(TextAt), stored.AsSpan(TagAt, TagLength), Owner(clinic, id));
        return stored;
    }

    /// <exception cref="CryptographicException">It was encrypted under another key, or is another's.</exception>
    public string Open(string clinic, string id, byte[] stored)
    {
        var text = new byte[stored.Length - TextAt];
        using var cipher = Cipher();
        cipher.Decrypt(stored.AsSpan(0, TagAt), stored.AsSpan(TextAt), stored.AsSpan(TagAt, TagLength), text, Owner(clinic, id));
        return Encoding.UTF8.GetString(text);
    }

    private AesGcm Cipher() => new(_key ?? throw new InvalidOperationException("Webhooks__KeyFile is not set."), TagLength);

    private static byte[] Owner(string clinic, string id) => Encoding.UTF8.GetBytes($"{clinic}/{id}");
}
