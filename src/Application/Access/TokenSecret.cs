using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ClinicNotes.Application.Access;

/// <summary>Tokens as clients send them in <c>X-User-Token</c>. Only their SHA-256 is ever stored.</summary>
public static class TokenSecret
{
    /// <summary>A new token: 256 random bits in base64url (RFC 4648 section 5).</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// A token for a request that may come again: the same for the same claim, and as good as random to whoever lacks the asker's token
    /// (HKDF, RFC 5869).
    /// </summary>
    /// <param name="ofAsker">The token of who asks.</param>
    /// <param name="claim">The claim under which it is issued.</param>
    public static string Of(string ofAsker, string claim) =>
        Base64Url.EncodeToString(
            HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                Encoding.UTF8.GetBytes(ofAsker),
                32,
                Encoding.UTF8.GetBytes(claim),
                "clinicnotes token"u8.ToArray()
            )
        );

    /// <summary>The SHA-256 of a token, 64 lower-case hexadecimal digits.</summary>
    public static string Sha256Of(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
