using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace ClinicNotes.WebApi.Audit;

/// <summary>Seals what a form carries (AES-256-GCM, NIST SP 800-38D), under a key of its own for each purpose (HKDF, RFC 5869).</summary>
/// <param name="key">32 bytes.</param>
internal sealed class FormProtection(byte[] key) : IDataProtector
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public IDataProtector CreateProtector(string purpose) =>
        new FormProtection(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, key.Length, info: Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext)
    {
        var sealedData = new byte[NonceLength + TagLength + plaintext.Length];
        var (nonce, tag, content) = Parts(sealedData);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce.Span, plaintext, content.Span, tag.Span);
        return sealedData;
    }

    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < NonceLength + TagLength)
            throw new CryptographicException("This was not sealed here.");

        var (nonce, tag, content) = Parts(protectedData);
        var plaintext = new byte[content.Length];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(nonce.Span, content.Span, tag.Span, plaintext);
        return plaintext;
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Content) Parts(Memory<byte> sealedData) =>
        (sealedData[..NonceLength], sealedData.Slice(NonceLength, TagLength), sealedData[(NonceLength + TagLength)..]);
}
