using System.Globalization;
using ClinicNotes.Application;
using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Commands;

namespace ClinicNotes.WebApi.Feed;

/// <summary>The feed as commands read it: page after page, by the handler that serves HTTP.</summary>
internal static class FollowedEvents
{
    private const int Page = 1_000;
    private const int Patience = 30;

    /// <summary>Takes page after page, and gives the exit code.</summary>
    /// <param name="host">Where the handlers are.</param>
    /// <param name="asked">Whose feed, and which events.</param>
    /// <param name="after">The position before the first.</param>
    /// <param name="follow">Whether to wait for what comes later, instead of ending.</param>
    /// <param name="take">Takes a page, which may be empty.</param>
    /// <param name="cancellation">When to stop.</param>
    public static async Task<int> Read(
        IHost host,
        FeedSettings asked,
        long after,
        bool follow,
        Func<FeedResponse, Task> take,
        CancellationToken cancellation
    )
    {
        var wait = follow ? GivenId.Of(Patience) : GivenId.Missing;
        while (true)
        {
            var from = after == 0 ? GivenId.Missing : GivenId.Of(after);
            var query = new ReadFeed(asked.Operator, from, GivenId.Of(Page), asked.Filter, wait);
            var answer = Answer.To(await host.Outcome(query, cancellation));
            if (answer.Body is not FeedResponse page)
            {
                await Printed.Refusal(answer);
                return 1;
            }

            await take(page);
            var next = long.Parse(page.Next, CultureInfo.InvariantCulture);
            if (next == after && !follow)
                return 0;

            after = next;
        }
    }
}
