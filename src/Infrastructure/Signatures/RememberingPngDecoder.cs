using System.Security.Cryptography;
using ClinicNotes.Application.Signatures;
using Microsoft.Extensions.Caching.Memory;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>Remembers which files were found whole, by SHA-256: people sign with the same image again and again.</summary>
/// <remarks>A file that was refused is looked at each time, so that nobody can fill the memory with refusals.</remarks>
internal sealed class RememberingPngDecoder(IPngDecoder decoder) : IPngDecoder, IDisposable
{
    private readonly MemoryCache _whole = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public bool DecodesWhole(ReadOnlyMemory<byte> file)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        if (_whole.TryGetValue(sha256, out _))
            return true;
        if (!decoder.DecodesWhole(file))
            return false;

        return _whole.Set(sha256, true, new MemoryCacheEntryOptions { Size = 1 });
    }

    public void Dispose() => _whole.Dispose();
}
