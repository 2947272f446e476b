using ClinicNotes.Domain.Signatures;

namespace ClinicNotes.Application.Signatures;

/// <summary>The signature images of each clinic, kept outside the events, each once, by the SHA-256 of its file.</summary>
public interface ISignatureStore
{
    /// <summary>The image as the data URL that it was given as; <c>null</c> when there is no signature.</summary>
    ValueTask<string?> DataUrl(long clinicId, Signature? signature, CancellationToken cancellation);

    /// <summary>The image file; <c>null</c> when the clinic has none of that digest.</summary>
    /// <param name="clinicId">The clinic.</param>
    /// <param name="sha256">SHA-256 of the file, 64 hexadecimal digits.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    Task<byte[]?> Png(long clinicId, string sha256, CancellationToken cancellation);
}
