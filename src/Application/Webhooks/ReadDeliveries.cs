using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Asks what came of a webhook's deliveries.</summary>
/// <param name="By">Who asks.</param>
/// <param name="WebhookId">Which; <c>null</c> when the caller named it by something that is no id.</param>
/// <param name="Paging">Which page of them.</param>
public sealed record ReadDeliveries(Actor By, long? WebhookId, GivenPaging Paging) : ICommand;

public sealed class ReadDeliveriesRules : AbstractValidator<ReadDeliveries>
{
    public ReadDeliveriesRules() => this.MustBePaging(q => q.Paging);
}

public static class ReadDeliveriesHandler
{
    public static async Task<Outcome> Handle(
        ReadDeliveries query,
        ReadDeliveriesRules rules,
        IEventStreams streams,
        IWebhookDeliveries deliveries,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Administer) is { } refusal)
            return refusal;
        if (await streams.Webhook(query.By, query.WebhookId, cancellation) is not { } webhook)
            return Refusal.WebhookNotFound;

        var paging = query.Paging.Value;
        var (page, total) = await deliveries.Page(query.By.ClinicId, webhook.WebhookId, paging, cancellation);
        return new Outcome.Found(new DeliveriesResponse(page, PaginationResponse.Of(paging, total)));
    }
}
