using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Asks which webhooks the clinic has.</summary>
public sealed record ReadWebhooks(Actor By, GivenPaging Paging) : ICommand;

public sealed class ReadWebhooksRules : AbstractValidator<ReadWebhooks>
{
    public ReadWebhooksRules() => this.MustBePaging(q => q.Paging);
}

public static class ReadWebhooksHandler
{
    public static async Task<Outcome> Handle(
        ReadWebhooks query,
        ReadWebhooksRules rules,
        IWebhookList webhooks,
        IWebhookDeliveries deliveries,
        CancellationToken cancellation
    )
    {
        if (rules.Refuses(query, WhoMay.Administer) is { } refusal)
            return refusal;

        var (clinic, paging) = (query.By.ClinicId, query.Paging.Value);
        var (shown, total) = await webhooks.Shown(deliveries, clinic, paging, cancellation);
        return new Outcome.Found(new WebhooksResponse(shown, PaginationResponse.Of(paging, total)));
    }
}
