using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Signatures;
using Microsoft.Extensions.Caching.Memory;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>The images read last, as the data URLs that answers carry: at most 16 MiB of them. An image never changes.</summary>
public sealed class SignatureCache : IDisposable
{
    private readonly MemoryCache _images = new(new MemoryCacheOptions { SizeLimit = 16 * 1024 * 1024 });

    /// <summary>The image of a clinic, loaded if it is not here.</summary>
    public async ValueTask<string> DataUrl(
        string clinic,
        Signature signature,
        Func<string, Signature, CancellationToken, Task<SignatureImage>> load,
        CancellationToken cancellation
    )
    {
        if (_images.TryGetValue((clinic, signature.Sha256), out string? dataUrl))
            return dataUrl!;

        dataUrl = (await load(clinic, signature, cancellation)).DataUrl;
        return _images.Set((clinic, signature.Sha256), dataUrl, new MemoryCacheEntryOptions { Size = sizeof(char) * dataUrl.Length });
    }

    public void Dispose() => _images.Dispose();
}
