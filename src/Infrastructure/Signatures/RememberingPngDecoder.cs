using ClinicNotes.Application.Signatures;
using Microsoft.Extensions.Caching.Memory;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>Remembers which files were found whole, by SHA-256: people sign with the same image again and again.</summary>
/// <remarks>A file that was refused is looked at each time, so that nobody can fill the memory with refusals.</remarks>
/// <param name="decodesWhole">Looks at a file.</param>
internal sealed class RememberingPngDecoder(Func<ReadOnlyMemory<byte>, bool> decodesWhole) : IPngDecoder, IDisposable
{
    private readonly MemoryCache _whole = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public bool DecodesWhole(SignatureImage image)
    {
        var sha256 = image.Reference.Sha256;
        if (_whole.TryGetValue(sha256, out _))
            return true;
        if (!decodesWhole(image.File))
            return false;

        return _whole.Set(sha256, true, new MemoryCacheEntryOptions { Size = 1 });
    }

    public void Dispose() => _whole.Dispose();
}
