using ClinicNotes.Application;
using ClinicNotes.Application.Feed;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>Reads how far webhooks are and what came of their deliveries, and sends tests.</summary>
internal sealed class WebhookDeliveries(NpgsqlDataSource database, IEventFeed feed, WebhookSender sender, IClock clock) : IWebhookDeliveries
{
    private const string TestType = "clinicnotes.webhook.test.v1";

    private const string Rows =
        $"select {DeliveryRow.Columns} from webhook_deliveries where clinic_id = $1 and webhook_id = $2 "
        + "order by last_attempt_at desc, starts desc, position desc offset $3 limit $4";

    public async Task<WebhookProgress> Progress(long clinicId, Webhook webhook, CancellationToken cancellation)
    {
        await using var command = Command(
            "select position, failures, next_attempt_at, last_error from webhook_progress where clinic_id = $1 and webhook_id = $2 and starts = $3",
            clinicId,
            webhook.WebhookId
        );
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = webhook.Starts });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new WebhookProgress(
                row.GetInt64(0),
                row.GetInt32(1),
                row.IsDBNull(2) ? null : Instant.FromDateTimeUtc(row.GetDateTime(2)),
                row.IsDBNull(3) ? null : row.GetString(3)
            )
            : WebhookProgress.AtStart(webhook);
    }

    public async Task TryAtOnce(long clinicId, long webhookId, CancellationToken cancellation)
    {
        await using var command = Command(
            "update webhook_progress set failures = 0, failing_since = null, next_attempt_at = null where clinic_id = $1 and webhook_id = $2",
            clinicId,
            webhookId
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<(IReadOnlyList<DeliveryResponse> Deliveries, long Total)> Page(
        long clinicId,
        long webhookId,
        Paging paging,
        CancellationToken cancellation
    )
    {
        await using var count = Command(
            "select count(*) from webhook_deliveries where clinic_id = $1 and webhook_id = $2",
            clinicId,
            webhookId
        );
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        await using var rows = Command(Rows, clinicId, webhookId);
        rows.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.Offset });
        rows.Parameters.Add(new NpgsqlParameter<long> { TypedValue = paging.PageSize });
        var page = new List<DeliveryResponse>();
        await using var row = await rows.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            page.Add(DeliveryRow.Read(row));
        return (page, total);
    }

    public async Task<TestResponse> Test(Webhook webhook, Actor by, CancellationToken cancellation)
    {
        var stream = Webhook.StreamKey(webhook.WebhookId);
        var test = new PublicEvent(
            "1.0",
            $"test-{Guid.CreateVersion7():N}",
            feed.SourceOf(by.ClinicId).Name,
            TestType,
            Subject: null,
            clock.GetCurrentInstant(),
            Sequence: "0",
            "application/json",
            new(stream, 0, null, null, null, new(by.UserId, by.ActingAs(WhoMay.Administer)?.Name()), new Dictionary<string, object?>())
        );
        var attempt = await sender.Send(by.ClinicId, webhook, test, cancellation);
        return new TestResponse(
            new(attempt.EventId, DeliveryRow.Status(attempt.Error is null), attempt.DurationMs, attempt.Status, attempt.Error)
        );
    }

    private NpgsqlCommand Command(string sql, long clinicId, long webhookId)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = webhookId });
        return command;
    }
}
