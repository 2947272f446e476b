using ClinicNotes.Application.Feed;

namespace ClinicNotes.WebApi.Feed;

/// <summary>Reads a feed for one who follows it: what is new together with all the others, what is older alone.</summary>
internal sealed class FeedReader(FollowedFeed followed, NewestEvents newest, IEventFeed feed)
{
    private const int Page = 500;

    private readonly FeedSource _source = feed.SourceOf(followed.ClinicId);

    /// <summary>The last position that was looked at.</summary>
    public long Position { get; private set; } = followed.After;

    /// <summary>Whether there was no more when it was last looked.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next events; <c>null</c> when the position is beyond the end of the feed, as when an older database was restored.</summary>
    public async ValueTask<IReadOnlyList<EventFrame>?> Next(CancellationToken cancellation)
    {
        if (newest.After(Position) is { } frames)
        {
            IsAtEnd = true;
            Position = frames is [] ? Position : frames[^1].Position;
            return [.. frames.Where(frame => followed.Filter.LetsThrough(frame.Type, frame.SessionNoteId))];
        }

        var page = await FeedPage.Read(feed, followed.ClinicId, followed.Filter, Position, Page, cancellation);
        if (Position > page.End)
            return null;

        // The end that a page was read up to may be behind by now.
        (IsAtEnd, Position) = (page.Next == Position, page.Next);
        return EventFrame.Of(page.Entries, _source);
    }
}
