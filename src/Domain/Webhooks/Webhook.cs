using NodaTime;

namespace ClinicNotes.Domain.Webhooks;

/// <summary>An address to which a clinic's events are delivered, as the events of its stream tell.</summary>
/// <param name="WebhookId">Its public id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Types">Only events of these public types; of all when there are none.</param>
/// <param name="Starts">How often delivery has begun: when it was registered, and at each replay.</param>
/// <param name="After">The position after which it began last.</param>
/// <param name="Secrets">What signs, the newest last.</param>
/// <param name="Paused">Since when and why it is paused; <c>null</c> while it is not.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
public sealed record Webhook(
    long WebhookId,
    string Url,
    IReadOnlyList<string> Types,
    long Starts,
    long After,
    IReadOnlyList<WebhookSecret> Secrets,
    WebhookPause? Paused,
    Instant RegisteredAt,
    Instant UpdatedAt
) : IStreamState<Webhook>
{
    /// <summary>Whether it is there no longer.</summary>
    public bool IsDeleted { get; private init; }

    public int TextLength => Url.Length + Types.Sum(type => type.Length) + Secrets.Sum(secret => secret.Id.Length);

    public static string StreamKey(long id) => $"webhook-{id}";

    public static Webhook? Evolve(Webhook? webhook, object @event) =>
        (webhook, @event) switch
        {
            (null, WebhookRegistered e) => Of(e),
            ({ } w, WebhookPaused e) => w with { Paused = new WebhookPause(e.PausedAt, e.Reason), UpdatedAt = e.PausedAt },
            ({ } w, WebhookResumed e) => w with { Paused = null, UpdatedAt = e.ResumedAt },
            ({ } w, WebhookReplayed e) => w with { Starts = w.Starts + 1, After = e.After, UpdatedAt = e.ReplayedAt },
            ({ } w, WebhookSecretRotated e) => w with { Secrets = [.. w.Rotated(e)], UpdatedAt = e.RotatedAt },
            ({ } w, WebhookDeleted e) => w with { IsDeleted = true, UpdatedAt = e.DeletedAt },
            _ => webhook,
        };

    /// <summary>The ids of the secrets that sign at a moment, the newest first.</summary>
    public IEnumerable<string> SecretsAt(Instant moment) =>
        Secrets.Where(secret => secret.Until is not { } end || moment < end).Select(secret => secret.Id).Reverse();

    private static Webhook Of(WebhookRegistered e) =>
        new(e.WebhookId, e.Url, e.Types, 1, e.After, [new WebhookSecret(e.SecretId, Until: null)], null, e.RegisteredAt, e.RegisteredAt);

    private IEnumerable<WebhookSecret> Rotated(WebhookSecretRotated e) =>
        Secrets
            .Select(secret => secret.Until is { } end && end <= e.FormerUntil ? secret : secret with { Until = e.FormerUntil })
            .Append(new WebhookSecret(e.SecretId, Until: null));
}

/// <summary>A secret, by its name, that signs until a moment; <c>null</c> for ever.</summary>
public sealed record WebhookSecret(string Id, Instant? Until);

/// <summary>Since when a webhook is paused, and why the service did it, unless somebody did.</summary>
public sealed record WebhookPause(Instant Since, string? Reason);
