using System.Globalization;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Signatures;
using Marten;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>
/// Signature images in the table <c>signatures</c>. Those used last are remembered as the data URLs that answers carry, at most 16 MiB of
/// them: an image is never changed and never deleted.
/// </summary>
internal sealed class SignatureStore(NpgsqlDataSource database) : ISignatureStore, IDisposable
{
    private readonly MemoryCache _stored = new(new MemoryCacheOptions { SizeLimit = 16 * 1024 * 1024 });

    /// <summary>Stores an image with what else the session stores, unless it is stored already.</summary>
    public void Keep(IDocumentSession session, string clinic, SignatureImage image)
    {
        if (_stored.TryGetValue((clinic, image.Reference.Sha256), out _))
            return;

        session.QueueSqlCommand(
            "insert into signatures (clinic_id, sha256, png) values (?, ?, ?) on conflict do nothing",
            clinic,
            Convert.FromHexString(image.Reference.Sha256),
            image.File.ToArray()
        );
    }

    /// <summary>Says that the session which was to store the image has done so.</summary>
    public void Kept(string clinic, SignatureImage image) =>
        _stored.Set(
            (clinic, image.Reference.Sha256),
            image.DataUrl,
            new MemoryCacheEntryOptions { Size = sizeof(char) * image.DataUrl.Length }
        );

    public async ValueTask<string?> DataUrl(long clinicId, Signature? signature, CancellationToken cancellation)
    {
        if (signature is null)
            return null;

        var clinic = clinicId.ToString(CultureInfo.InvariantCulture);
        if (_stored.TryGetValue((clinic, signature.Sha256), out string? dataUrl))
            return dataUrl;

        await using var command = database.CreateCommand("select png from signatures where clinic_id = $1 and sha256 = $2");
        command.Parameters.Add(new() { Value = clinic });
        command.Parameters.Add(new() { Value = Convert.FromHexString(signature.Sha256) });
        var image = new SignatureImage((byte[])(await command.ExecuteScalarAsync(cancellation))!);
        Kept(clinic, image);
        return image.DataUrl;
    }

    public void Dispose() => _stored.Dispose();
}
