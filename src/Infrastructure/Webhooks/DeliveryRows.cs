using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>Writes how far webhooks are, and what came of their deliveries. Who has been overtaken moves nothing.</summary>
internal sealed class DeliveryRows(NpgsqlDataSource database)
{
    // What is there already is only looked at: to lock it would be a write, and a commit.
    private const string Start = """
        insert into webhook_progress as p (clinic_id, webhook_id, starts, position) select $1, $2, $3, $4
        where not exists (select from webhook_progress where clinic_id = $1 and webhook_id = $2 and starts >= $3)
        on conflict (clinic_id, webhook_id) do update
            set starts = $3, position = $4, failures = 0, failing_since = null, next_attempt_at = null, last_error = null
            where p.starts < $3
        """;

    private const string Advance = """
        update webhook_progress set position = $5, failures = 0, failing_since = null, next_attempt_at = null, last_error = null
        where clinic_id = $1 and webhook_id = $2 and starts = $3 and position = $4
        """;

    private const string Failure = """
        update webhook_progress
        set failures = failures + 1, failing_since = coalesce(failing_since, $5), next_attempt_at = $6, last_error = $7
        where clinic_id = $1 and webhook_id = $2 and starts = $3 and position = $4
        """;

    /// <summary>Notes that a webhook begins, or begins anew, unless that is noted already.</summary>
    public Task Begin(long clinicId, Webhook webhook, CancellationToken cancellation) =>
        Execute(cancellation, Statement(Start, clinicId, webhook, webhook.After));

    /// <summary>Notes what was delivered, and that the webhook is that much farther.</summary>
    /// <returns>Whether the webhook was still where it is said to have been.</returns>
    public async Task<bool> Move(
        long clinicId,
        Webhook webhook,
        long from,
        long to,
        IReadOnlyList<TriedEvent> delivered,
        CancellationToken cancellation
    )
    {
        var advance = Statement(Advance, clinicId, webhook, from, to);
        return await Execute(cancellation, NotedAttempts.Of(Statement(NotedAttempts.Sql, clinicId, webhook), delivered), advance);
    }

    /// <summary>Notes that the next event could not be delivered, and when it is tried again.</summary>
    public Task Fail(long clinicId, Webhook webhook, long from, TriedEvent tried, CancellationToken cancellation)
    {
        var failure = Statement(Failure, clinicId, webhook, from);
        failure.Parameters.Add(new() { Value = tried.Attempt.At.ToDateTimeUtc() });
        failure.Parameters.Add(new() { Value = tried.NextAttemptAt!.Value.ToDateTimeUtc() });
        failure.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tried.Attempt.Error });
        return Execute(cancellation, NotedAttempts.Of(Statement(NotedAttempts.Sql, clinicId, webhook), [tried]), failure);
    }

    /// <summary>Removes what was last tried before a moment.</summary>
    public Task Forget(Instant before, CancellationToken cancellation)
    {
        var forget = new NpgsqlBatchCommand("delete from webhook_deliveries where last_attempt_at <= $1");
        forget.Parameters.Add(new() { Value = before.ToDateTimeUtc() });
        return Execute(cancellation, forget);
    }

    private static NpgsqlBatchCommand Statement(string sql, long clinicId, Webhook webhook, params ReadOnlySpan<long> positions)
    {
        var statement = new NpgsqlBatchCommand(sql);
        statement.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
        statement.Parameters.Add(new NpgsqlParameter<long> { TypedValue = webhook.WebhookId });
        statement.Parameters.Add(new NpgsqlParameter<long> { TypedValue = webhook.Starts });
        foreach (var position in positions)
            statement.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        return statement;
    }

    /// <summary>Executes statements in one transaction, and says whether the last one met its row.</summary>
    private async Task<bool> Execute(CancellationToken cancellation, params NpgsqlBatchCommand[] statements)
    {
        await using var batch = database.CreateBatch();
        foreach (var statement in statements)
            batch.BatchCommands.Add(statement);
        await batch.ExecuteNonQueryAsync(cancellation);
        return statements[^1].RecordsAffected > 0;
    }
}
