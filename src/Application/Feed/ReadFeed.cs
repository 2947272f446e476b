using System.Globalization;
using ClinicNotes.Domain.Access;
using FluentValidation;

namespace ClinicNotes.Application.Feed;

/// <summary>Asks for the clinic's events after a position.</summary>
/// <param name="By">Who asks.</param>
/// <param name="After">The position; the beginning unless given.</param>
/// <param name="Limit">How many events at most: 100 unless given, 1 to 1,000.</param>
/// <param name="Types">Only events of these public types, separated by commas.</param>
/// <param name="SessionNoteId">Only events of this note.</param>
public sealed record ReadFeed(Actor By, GivenId After, GivenId Limit, GivenText Types, GivenId SessionNoteId) : ICommand;

/// <summary>Events, and the position to go on after.</summary>
public sealed record FeedResponse(IReadOnlyList<PublicEvent> Events, string Next);

public sealed class ReadFeedRules : AbstractValidator<ReadFeed>
{
    internal const int Most = 1_000;

    public ReadFeedRules()
    {
        RuleFor(q => q.After)
            .Refuse("after", after => after.Kind == GivenKind.OutOfRange ? $"must be from 0 to {GivenId.Largest}" : after.FaultAsId());
        RuleFor(q => q.Limit)
            .Refuse(
                "limit",
                limit => limit.Kind == GivenKind.OutOfRange || limit.Value > Most ? $"must be from 1 to {Most}" : limit.FaultAsId()
            );
        RuleFor(q => q.Types)
            .Refuse(
                "types",
                types =>
                    types.Kind is not (GivenKind.Given or GivenKind.Missing)
                    || types.Value?.Split(',').Any(type => PublicTypes.StoredName(type) is null) == true
                        ? "names what is no type of event"
                        : null
            );
        RuleFor(q => q.SessionNoteId).MayBeId("session_note_id");
    }
}

public static class ReadFeedHandler
{
    // However few events a filter lets through, one request looks at no more positions than this.
    private const int Farthest = 10_000;
    private const int Usual = 100;

    public static async Task<Outcome> Handle(ReadFeed query, ReadFeedRules rules, IEventFeed feed, CancellationToken cancellation)
    {
        if (rules.Refuses(query, WhoMay.FollowFeed) is { } refusal)
            return refusal;

        var (clinic, after, limit) = (query.By.ClinicId, query.After.Value, query.Limit.ValueOr(Usual));
        var end = await feed.End(clinic, cancellation);
        if (after > end)
            return new Outcome.Invalid(new Dictionary<string, string[]> { ["after"] = [Beyond(end)] });

        var upTo = Math.Min(end, after + Farthest);
        var types = query.Types.Value?.Split(',').Select(type => PublicTypes.StoredName(type)!).ToArray();
        var entries = await feed.Read(new FeedPart(clinic, after, upTo, limit, types, query.SessionNoteId.IfGiven), cancellation);
        var source = feed.SourceOf(clinic);
        return new Outcome.Found(
            new FeedResponse(
                [.. entries.Select(entry => PublicEvent.Of(entry, source))],
                (entries.Count == limit ? entries[^1].Position : upTo).ToString(CultureInfo.InvariantCulture)
            )
        );
    }

    private static string Beyond(long end) =>
        string.Create(CultureInfo.InvariantCulture, $"is beyond the end of the feed, which is {end}: was the database restored?");
}
