using ClinicNotes.Application;
using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Access;

namespace ClinicNotes.WebApi.Audit;

/// <summary><c>/audit/subscriptions</c>: who gets the clinic's events by themselves, and how far each is.</summary>
internal static class SubscriptionPages
{
    public static void MapSubscriptions(this IEndpointRouteBuilder pages) => pages.MapGet("/subscriptions", Show);

    private static async Task<IResult> Show(HttpContext http, CancellationToken cancellation)
    {
        var outcome = await http.Ask(new ReadSubscriptions(http.Actor(), http.Request.Query.Paging()), cancellation);
        return outcome is Outcome.Found { Response: SubscriptionsResponse found }
            ? RenderedPage.Of<SubscriptionsPage>(new SubscriptionsModel(found, PageLinks.Of(http.Request)))
            : Answer.To(outcome);
    }
}

/// <param name="Found">Who gets events.</param>
/// <param name="Links">The address of the page.</param>
public sealed record SubscriptionsModel(SubscriptionsResponse Found, PageLinks Links);
