using ClinicNotes.Domain.Webhooks;

namespace ClinicNotes.Application.Webhooks;

/// <summary>The webhooks of each clinic that are not deleted, as the events tell at this moment.</summary>
public interface IWebhookList
{
    /// <summary>A page of the webhooks of a clinic, by their ids, and how many the clinic has.</summary>
    Task<(IReadOnlyList<Webhook> Webhooks, long Total)> Page(long clinicId, Paging paging, CancellationToken cancellation);
}
