using ClinicNotes.Application.Ledger;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// Signature images in the table <c>signatures</c>. Those used last are remembered as the data URLs that answers carry, at most 16 MiB of
/// them: an image is never changed and never deleted.
/// </summary>
internal sealed class SignatureStore(NpgsqlDataSource database) : ISignatureStore, IDisposable
{
    private readonly MemoryCache _remembered = new(new MemoryCacheOptions { SizeLimit = 16 * 1024 * 1024 });

    /// <summary>Whether the image has been stored, so that its digest will do.</summary>
    public bool Remembers(string clinic, SignatureImage? image) =>
        image is not null && _remembered.TryGetValue((clinic, image.Reference.Sha256), out _);

    public void ForgetAll() => _remembered.Clear();

    public void Remember(string clinic, SignatureImage image)
    {
        var size = new MemoryCacheEntryOptions { Size = sizeof(char) * image.DataUrl.Length };
        _remembered.Set((clinic, image.Reference.Sha256), image.DataUrl, size);
    }

    public async ValueTask<string?> DataUrl(long clinicId, Signature? signature, CancellationToken cancellation)
    {
        if (signature is null)
            return null;

        var clinic = Tenant.Of(clinicId);
        if (_remembered.TryGetValue((clinic, signature.Sha256), out string? dataUrl))
            return dataUrl;

        if (await Png(clinicId, signature.Sha256, cancellation) is not { Length: > 0 and <= SignatureImage.MaxByteLength } png)
            throw new DamagedRecordException($"the picture of the signature {signature.Sha256} is missing");
        var image = new SignatureImage(png);
        Remember(clinic, image);
        return image.DataUrl;
    }

    public async Task<byte[]?> Png(long clinicId, string sha256, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select png from signatures where clinic_id = $1 and sha256 = $2");
        command.Parameters.Add(new() { Value = Tenant.Of(clinicId) });
        command.Parameters.Add(new() { Value = Convert.FromHexString(sha256) });
        return (byte[]?)await command.ExecuteScalarAsync(cancellation);
    }

    public void Dispose() => _remembered.Dispose();
}
