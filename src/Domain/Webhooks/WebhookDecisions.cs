using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Domain.Webhooks;

/// <summary>Registering webhooks, pausing, resuming and replaying them, rotating their secrets, deleting them.</summary>
public static class WebhookDecisions
{
    /// <summary>How long a former secret goes on signing beside the new one.</summary>
    public static readonly Duration Rotation = Duration.FromHours(24);

    public static Decision<WebhookRegistered> Register(
        long id,
        string url,
        IReadOnlyList<string> types,
        long after,
        string secretId,
        Actor actor,
        Instant now
    )
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;

        return new WebhookRegistered(id, url, [.. types.Distinct()], after, secretId, actor.UserId, role, Moment.Of(now));
    }

    /// <summary>Pauses it; to pause it again changes nothing, the reason neither.</summary>
    public static Decision<WebhookPaused> Pause(Webhook? webhook, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (webhook is null or { IsDeleted: true })
            return Refusal.WebhookNotFound;
        if (webhook.Paused is not null)
            return Decision<WebhookPaused>.NothingChanges;

        return new WebhookPaused(webhook.WebhookId, Reason: null, actor.UserId, role, At(webhook, now));
    }

    /// <summary>What the service does by itself when there is no use in going on: it says why.</summary>
    public static Decision<WebhookPaused> Suspend(Webhook? webhook, string reason, Instant now)
    {
        if (webhook is null or { IsDeleted: true })
            return Refusal.WebhookNotFound;
        if (webhook.Paused is not null)
            return Decision<WebhookPaused>.NothingChanges;

        return new WebhookPaused(webhook.WebhookId, reason, PausedBy: null, PausedAs: null, At(webhook, now));
    }

    /// <summary>Lets it go on from where it stopped; one that is not paused changes nothing.</summary>
    public static Decision<WebhookResumed> Resume(Webhook? webhook, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (webhook is null or { IsDeleted: true })
            return Refusal.WebhookNotFound;
        if (webhook.Paused is null)
            return Decision<WebhookResumed>.NothingChanges;

        return new WebhookResumed(webhook.WebhookId, actor.UserId, role, At(webhook, now));
    }

    /// <summary>Begins delivery anew after a position.</summary>
    public static Decision<WebhookReplayed> Replay(Webhook? webhook, long after, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (webhook is null or { IsDeleted: true })
            return Refusal.WebhookNotFound;

        return new WebhookReplayed(webhook.WebhookId, after, actor.UserId, role, At(webhook, now));
    }

    public static Decision<WebhookSecretRotated> RotateSecret(Webhook? webhook, string secretId, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (webhook is null or { IsDeleted: true })
            return Refusal.WebhookNotFound;

        var at = At(webhook, now);
        return new WebhookSecretRotated(webhook.WebhookId, secretId, at + Rotation, actor.UserId, role, at);
    }

    public static Decision<WebhookDeleted> Delete(Webhook? webhook, Actor actor, Instant now)
    {
        if (actor.ActingAs(WhoMay.Administer) is not { } role)
            return Refusal.NotPermitted;
        if (webhook is null or { IsDeleted: true })
            return Refusal.WebhookNotFound;

        return new WebhookDeleted(webhook.WebhookId, actor.UserId, role, At(webhook, now));
    }

    private static Instant At(Webhook webhook, Instant now) => Moment.NoEarlierThan(webhook.UpdatedAt, now);
}
