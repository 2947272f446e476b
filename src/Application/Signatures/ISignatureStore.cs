using ClinicNotes.Domain.Signatures;

namespace ClinicNotes.Application.Signatures;

/// <summary>Keeps signature images outside the events, each once per clinic, by the SHA-256 of its file.</summary>
public interface ISignatureStore
{
    /// <summary>Keeps an image together with the events of the command being handled: both are stored, or neither.</summary>
    void Keep(SignatureImage? image);

    /// <summary>The image as the data URL that it was given as; <c>null</c> when there is no signature.</summary>
    ValueTask<string?> DataUrl(Signature? signature, CancellationToken cancellation);
}
