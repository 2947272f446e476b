using System.Collections.Concurrent;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>The table <c>webhook_secrets</c>.</summary>
internal sealed class WebhookSecrets(NpgsqlDataSource database, SecretKey key) : IWebhookSecrets
{
    private readonly ConcurrentDictionary<(string Clinic, string Id), string> _known = [];

    public bool CanKeep => key.IsThere;

    public async Task<MadeSecret> Make(long clinicId, CancellationToken cancellation)
    {
        var (clinic, id, secret) = (Tenant.Of(clinicId), Guid.CreateVersion7().ToString("N"), SignedRequest.NewSecret());
        await using var insert = database.CreateCommand("insert into webhook_secrets (clinic_id, id, sealed) values ($1, $2, $3)");
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Seal(clinic, id, secret) });
        await insert.ExecuteNonQueryAsync(cancellation);
        return new MadeSecret(id, secret);
    }

    public async Task Destroy(long clinicId, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var (clinic, names) = (Tenant.Of(clinicId), ids.ToArray());
        await using var delete = database.CreateCommand("delete from webhook_secrets where clinic_id = $1 and id = any($2)");
        delete.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        delete.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, names));
        await delete.ExecuteNonQueryAsync(cancellation);
        foreach (var id in names)
            _known.TryRemove((clinic, id), out _);
    }

    public async Task<IReadOnlyList<string>> Read(long clinicId, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var clinic = Tenant.Of(clinicId);
        var secrets = new List<string>();
        foreach (var id in ids)
        {
            if (_known.TryGetValue((clinic, id), out var known))
                secrets.Add(known);
            else if (await Stored(clinic, id, cancellation) is { } stored)
                secrets.Add(_known.GetOrAdd((clinic, id), key.Open(clinic, id, stored)));
        }

        return secrets;
    }

    private async Task<byte[]?> Stored(string clinic, string id, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand("select sealed from webhook_secrets where clinic_id = $1 and id = $2");
        select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        return (byte[]?)await select.ExecuteScalarAsync(cancellation);
    }
}
