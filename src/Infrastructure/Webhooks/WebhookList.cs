using ClinicNotes.Application;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>Finds the webhooks of a clinic by their first events, and folds each.</summary>
internal sealed class WebhookList(NpgsqlDataSource database, StoredStreams streams) : IWebhookList
{
    private const string Which = "from webhooks where clinic_id = $1 and standing <> 'webhook_deleted'";

    public async Task<(IReadOnlyList<Webhook> Webhooks, long Total)> Page(long clinicId, Paging paging, CancellationToken cancellation)
    {
        var clinic = Tenant.Of(clinicId);
        await using var count = database.CreateCommand($"select count(*) {Which}");
        count.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;

        await using var ids = database.CreateCommand(
            $"select coalesce(array_agg(id), '{{}}') from (select id {Which} order by id offset $2 limit $3) page"
        );
        ids.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        ids.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.Offset });
        ids.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.PageSize });
        var webhooks = new List<Webhook>();
        foreach (var id in (long[])(await ids.ExecuteScalarAsync(cancellation))!)
        {
            var known = await streams.Read<Webhook>(new StreamKey(clinic, Webhook.StreamKey(id)), cancellation);
            if (known.State is Webhook { IsDeleted: false } webhook)
                webhooks.Add(webhook);
        }

        return (webhooks, total);
    }
}
