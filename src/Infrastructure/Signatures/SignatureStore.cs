using ClinicNotes.Application.Signatures;
using ClinicNotes.Domain.Signatures;
using Marten;
using Npgsql;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>Signature images in the table <c>signatures</c>, written by the session that writes the events.</summary>
public sealed class SignatureStore(IDocumentSession session, NpgsqlDataSource database, SignatureCache cache) : ISignatureStore
{
    private readonly Dictionary<Signature, string> _kept = [];

    public void Keep(SignatureImage? image)
    {
        if (image is null)
            return;

        _kept[image.Reference] = image.DataUrl;
        session.QueueSqlCommand(
            "insert into signatures (clinic_id, sha256, png) values (?, ?, ?) on conflict do nothing",
            session.TenantId,
            Convert.FromHexString(image.Reference.Sha256),
            image.File.ToArray()
        );
    }

    public async ValueTask<string?> DataUrl(Signature? signature, CancellationToken cancellation)
    {
        if (signature is null)
            return null;
        if (_kept.TryGetValue(signature, out var dataUrl))
            return dataUrl;

        return await cache.DataUrl(session.TenantId, signature, Load, cancellation);
    }

    private async Task<SignatureImage> Load(string clinic, Signature signature, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select png from signatures where clinic_id = $1 and sha256 = $2");
        command.Parameters.Add(new() { Value = clinic });
        command.Parameters.Add(new() { Value = Convert.FromHexString(signature.Sha256) });
        return new SignatureImage((byte[])(await command.ExecuteScalarAsync(cancellation))!);
    }
}
