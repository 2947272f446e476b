using System.Globalization;
using System.Text;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using NSec.Cryptography;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The Ed25519 key that signs checkpoints (RFC 8032), and the former ones, whose signatures still hold.</summary>
internal sealed class CheckpointKey : IDisposable
{
    private readonly string _name;
    private readonly Key? _key;
    private readonly PublicKey[] _former;

    private CheckpointKey(string name, Key? key, PublicKey[] former) => (_name, _key, _former) = (name, key, former);

    /// <summary>Whether there is a key to sign with.</summary>
    public bool CanSign => _key is not null;

    /// <summary>Whether there is a key to check signatures with.</summary>
    public bool CanVerify => CanSign || _former is not [];

    /// <summary>
    /// Reads <c>Ledger:Origin</c>, the seed of the key from <c>Ledger:Key</c> or from the file that <c>Ledger:KeyFile</c> names, and the
    /// former public keys from <c>Ledger:FormerKeys</c>, separated by commas.
    /// </summary>
    public static CheckpointKey From(IConfiguration settings)
    {
        var name = settings["Ledger:Origin"] is { Length: > 0 } given ? given : "clinicnotes";
        if (!Origin.IsValid(name))
            throw new InvalidOperationException("Ledger__Origin must have no space and no plus sign.");

        var key = KeySetting.Read(settings, "Ledger", "the ledger's key") is { } seed
            ? Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey)
            : null;
        var former = (settings["Ledger:FormerKeys"] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text =>
                PublicKey.Import(
                    SignatureAlgorithm.Ed25519,
                    KeySetting.Bytes(text, "each of Ledger__FormerKeys"),
                    KeyBlobFormat.RawPublicKey
                )
            );
        return new CheckpointKey(name, key, [.. former]);
    }

    public string OriginOf(string clinic) => string.Create(CultureInfo.InvariantCulture, $"{_name}/{clinic}");

    /// <summary>The verifier keys of a clinic's ledger, the one in use first.</summary>
    public IReadOnlyList<VerifierKey> VerifierKeys(string clinic) =>
        [.. Keys().Select(key => VerifierKey.Of(OriginOf(clinic), key.Export(KeyBlobFormat.RawPublicKey))!)];

    /// <summary>The checkpoint as a signed note.</summary>
    public string Sign(string clinic, Checkpoint checkpoint)
    {
        var signature = SignatureAlgorithm.Ed25519.Sign(_key!, Encoding.UTF8.GetBytes(checkpoint.Text));
        return SignedNote.Assemble(checkpoint.Text, checkpoint.Origin, VerifierKeys(clinic)[0].KeyId, signature);
    }

    /// <summary>The checkpoint that a note says, if one of the keys has signed it; else <c>null</c>.</summary>
    public Checkpoint? Verified(string clinic, string text)
    {
        if (
            SignedNote.Parse(text) is not { } note
            || Checkpoint.Parse(note.Text) is not { } checkpoint
            || checkpoint.Origin != OriginOf(clinic)
        )
            return null;

        var signed = Encoding.UTF8.GetBytes(note.Text);
        return Keys()
            .Zip(VerifierKeys(clinic))
            .Any(key =>
                note.Signatures.Any(signature =>
                    signature.KeyName == checkpoint.Origin
                    && signature.KeyId == key.Second.KeyId
                    && SignatureAlgorithm.Ed25519.Verify(key.First, signed, signature.Signature.Span)
                )
            )
            ? checkpoint
            : null;
    }

    public void Dispose() => _key?.Dispose();

    private IEnumerable<PublicKey> Keys() => _key is null ? _former : _former.Prepend(_key.PublicKey);
}
