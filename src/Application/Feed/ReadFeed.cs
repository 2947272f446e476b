using System.Globalization;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Feed;

/// <summary>Asks for the clinic's events after a position.</summary>
/// <param name="By">Who asks.</param>
/// <param name="After">The position; the beginning unless given.</param>
/// <param name="Limit">How many events at most: 100 unless given, 1 to 1,000.</param>
/// <param name="Filter">Which events.</param>
/// <param name="Wait">How many seconds to wait at most when there is none: 0 unless given, up to 30.</param>
public sealed record ReadFeed(Actor By, GivenId After, GivenId Limit, GivenFilter Filter, GivenId Wait) : ICommand;

/// <summary>Events, and the position to go on after.</summary>
/// <param name="Events">The events, in the order of the ledger.</param>
/// <param name="Next">The position to go on after.</param>
public sealed record FeedResponse(IReadOnlyList<PublicEvent> Events, string Next);

public sealed class ReadFeedRules : AbstractValidator<ReadFeed>
{
    private const int Most = 1_000;
    private const int Longest = 30;

    public ReadFeedRules()
    {
        RuleFor(q => q.After).MustBePosition("after");
        RuleFor(q => q.Limit)
            .Refuse(
                "limit",
                limit => limit.Kind == GivenKind.OutOfRange || limit.Value > Most ? $"must be from 1 to {Most}" : limit.FaultAsId()
            );
        this.MustBeFilter(q => q.Filter);
        RuleFor(q => q.Wait)
            .Refuse(
                "wait",
                wait => wait.Kind == GivenKind.OutOfRange || wait.Value > Longest ? $"must be from 0 to {Longest}" : wait.FaultAsId()
            );
    }
}

public static class ReadFeedHandler
{
    private const int Usual = 100;

    public static async Task<Outcome> Handle(ReadFeed query, ReadFeedRules rules, IEventFeed feed, CancellationToken cancellation)
    {
        if (rules.Refuses(query, WhoMay.FollowFeed) is { } refusal)
            return refusal;

        var (clinic, limit, filter) = (query.By.ClinicId, query.Limit.ValueOr(Usual), query.Filter.Value);
        var page = await FeedPage.Read(feed, clinic, filter, query.After.Value, limit, cancellation);
        if (page.Next > page.End)
            return FeedPosition.Beyond(page.End);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(query.Wait.Value));
        while (query.Wait.Value > 0 && page.IsEndOfFeed && await feed.Grows(clinic, page.End, patience.Token))
            page = await FeedPage.Read(feed, clinic, filter, page.Next, limit, cancellation);

        cancellation.ThrowIfCancellationRequested();
        var source = feed.SourceOf(clinic);
        return new Outcome.Found(
            new FeedResponse(
                [.. page.Entries.Select(entry => PublicEvent.Of(entry, source))],
                page.Next.ToString(CultureInfo.InvariantCulture)
            )
        );
    }
}
