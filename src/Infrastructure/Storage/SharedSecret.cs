using System.Security.Cryptography;
using System.Text;
using ClinicNotes.Application;
using Microsoft.Extensions.Configuration;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>
/// Keys derived from the ledger's (HKDF, RFC 5869), which all services on a database have. A service without that makes a secret of its own,
/// which lasts as long as it runs.
/// </summary>
internal sealed class SharedSecret(byte[] secret) : ISharedSecret
{
    public static SharedSecret From(IConfiguration settings) =>
        new(KeySetting.Read(settings, "Ledger", "the ledger's key") ?? RandomNumberGenerator.GetBytes(32));

    public byte[] Key(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes($"clinicnotes {purpose}"));
}
