using ClinicNotes.Domain.Signatures;

namespace ClinicNotes.Application.Signatures;

/// <summary>The signature images of each clinic, kept outside the events, each once, by the SHA-256 of its file.</summary>
public interface ISignatureStore
{
    /// <summary>The image as the data URL that it was given as; <c>null</c> when there is no signature.</summary>
    ValueTask<string?> DataUrl(long clinicId, Signature? signature, CancellationToken cancellation);
}
