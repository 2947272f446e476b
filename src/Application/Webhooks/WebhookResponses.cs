using System.Globalization;
using System.Text.Json.Serialization;
using ClinicNotes.Domain.Webhooks;
using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>A webhook as an admin sees it.</summary>
/// <param name="Webhook">The webhook.</param>
public sealed record WebhookResponse(WebhookResponse.Shown Webhook)
{
    /// <summary>A webhook, and how far it is.</summary>
    /// <param name="Id">Its public id.</param>
    /// <param name="Url">Where to.</param>
    /// <param name="Types">Only events of these types; of all when there are none.</param>
    /// <param name="Status"><c>active</c> or <c>paused</c>.</param>
    /// <param name="PausedAt">Since when it is paused, if it is.</param>
    /// <param name="PauseReason">Why the service paused it, if the service did.</param>
    /// <param name="Position">All events up to it are delivered, or of other types.</param>
    /// <param name="Failures">How often the next delivery has failed in a row.</param>
    /// <param name="NextAttemptAt">When it is tried again, if it has failed.</param>
    /// <param name="LastError">What came of it last, if it has failed.</param>
    /// <param name="CreatedAt">When it was registered.</param>
    /// <param name="UpdatedAt">When it was changed last.</param>
    /// <param name="Secret">What signs, shown only when it is new.</param>
    public sealed record Shown(
        long Id,
        string Url,
        IReadOnlyList<string> Types,
        string Status,
        Instant? PausedAt,
        string? PauseReason,
        string Position,
        int Failures,
        Instant? NextAttemptAt,
        string? LastError,
        Instant CreatedAt,
        Instant UpdatedAt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret
    );

    public static WebhookResponse Of(Webhook webhook, WebhookProgress progress, string? secret = null) =>
        new(ShownAs(webhook, progress, secret));

    internal static Shown ShownAs(Webhook webhook, WebhookProgress progress, string? secret = null) =>
        new(
            webhook.WebhookId,
            webhook.Url,
            webhook.Types,
            webhook.Paused is null ? "active" : "paused",
            webhook.Paused?.Since,
            webhook.Paused?.Reason,
            progress.Position.ToString(CultureInfo.InvariantCulture),
            progress.Failures,
            progress.NextAttemptAt,
            progress.LastError,
            webhook.RegisteredAt,
            webhook.UpdatedAt,
            secret
        );
}

/// <summary>A page of the clinic's webhooks, by their ids.</summary>
/// <param name="Webhooks">The webhooks.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record WebhooksResponse(IReadOnlyList<WebhookResponse.Shown> Webhooks, PaginationResponse Pagination);

/// <summary>What came of sending a test.</summary>
/// <param name="Test">What was sent, and what came of it.</param>
public sealed record TestResponse(TestResponse.Sent Test)
{
    /// <summary>An event sent once.</summary>
    /// <param name="EventId">The id of the event sent.</param>
    /// <param name="Status"><c>delivered</c> or <c>failed</c>.</param>
    /// <param name="DurationMs">How long it took, in milliseconds.</param>
    /// <param name="ResponseStatus">What the receiver answered, if it did.</param>
    /// <param name="Error">Why it failed, if it did.</param>
    public sealed record Sent(string EventId, string Status, long DurationMs, int? ResponseStatus, string? Error);
}
