using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Feed;

/// <summary>Asks for the clinic's events after a position, and for all that come later.</summary>
/// <param name="By">Who asks.</param>
/// <param name="After">The position; the beginning unless given.</param>
/// <param name="Filter">Which events.</param>
public sealed record FollowFeed(Actor By, GivenId After, GivenFilter Filter) : ICommand;

/// <summary>What a consumer may follow.</summary>
/// <param name="ClinicId">The clinic whose feed it is.</param>
/// <param name="After">The position after which it begins.</param>
/// <param name="Filter">Which events.</param>
public sealed record FollowedFeed(long ClinicId, long After, FeedFilter Filter);

public sealed class FollowFeedRules : AbstractValidator<FollowFeed>
{
    public FollowFeedRules()
    {
        RuleFor(q => q.After).MustBePosition("after");
        this.MustBeFilter(q => q.Filter);
    }
}

public static class FollowFeedHandler
{
    public static async Task<Outcome> Handle(FollowFeed query, FollowFeedRules rules, IEventFeed feed, CancellationToken cancellation)
    {
        if (rules.Refuses(query, WhoMay.FollowFeed) is { } refusal)
            return refusal;

        var end = await feed.End(query.By.ClinicId, query.After.Value, cancellation);
        return query.After.Value > end
            ? FeedPosition.Beyond(end)
            : new Outcome.Found(new FollowedFeed(query.By.ClinicId, query.After.Value, query.Filter.Value));
    }
}
