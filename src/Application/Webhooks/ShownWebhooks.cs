namespace ClinicNotes.Application.Webhooks;

/// <summary>Webhooks as they are shown, with how far each is.</summary>
public static class ShownWebhooks
{
    /// <summary>A part of the clinic's webhooks, by their ids, and how many there are.</summary>
    public static async Task<(IReadOnlyList<WebhookResponse.Shown> Webhooks, long Total)> Shown(
        this IWebhookList webhooks,
        IWebhookDeliveries deliveries,
        long clinicId,
        Paging paging,
        CancellationToken cancellation
    )
    {
        var (page, total) = await webhooks.Page(clinicId, paging, cancellation);
        var shown = new List<WebhookResponse.Shown>(page.Count);
        foreach (var webhook in page)
            shown.Add(WebhookResponse.ShownAs(webhook, await deliveries.Progress(clinicId, webhook, cancellation)));
        return (shown, total);
    }
}
