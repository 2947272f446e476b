using ClinicNotes.Application;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using Wolverine;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>Pauses a webhook when there is no use in going on, and says so: in its answers, in the feed, and in the log.</summary>
internal sealed partial class Suspension(NpgsqlDataSource database, IServiceScopeFactory scopes, IClock clock, ILogger<Suspension> logger)
{
    public async Task IfNoUse(WebhookKey key, Webhook webhook, Attempt failed, CancellationToken cancellation)
    {
        if (failed.IsGone)
            await Suspend(key, webhook, "The address answered 410: it is gone for good.", cancellation);
        else if (await FailingSince(key, cancellation) is { } since && clock.GetCurrentInstant() - since >= Retrying.Patience)
            await Suspend(key, webhook, $"Nothing could be delivered for {Retrying.Patience.Days} days. {failed.Error}", cancellation);
    }

    private async Task Suspend(WebhookKey key, Webhook webhook, string reason, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var command = new SuspendWebhook(Actor.Operator(key.ClinicId), webhook.WebhookId, reason);
        await scope.ServiceProvider.GetRequiredService<IMessageContext>().InvokeAsync<Outcome>(command, cancellation);
        Suspended(logger, webhook.WebhookId, key.ClinicId, reason);
    }

    private async Task<Instant?> FailingSince(WebhookKey key, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select failing_since from webhook_progress where clinic_id = $1 and webhook_id = $2"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(key.ClinicId) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key.WebhookId });
        return await command.ExecuteScalarAsync(cancellation) is DateTime since ? Instant.FromDateTimeUtc(since) : null;
    }

    [LoggerMessage(LogLevel.Warning, "Webhook {WebhookId} of clinic {ClinicId} is paused. {Reason}")]
    private static partial void Suspended(ILogger logger, long webhookId, long clinicId, string reason);
}
