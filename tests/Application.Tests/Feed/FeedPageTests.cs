using ClinicNotes.Application.Feed;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using NodaTime;

namespace ClinicNotes.Application.Tests.Feed;

public class FeedPageTests
{
    private static readonly FeedFilter Note79 = new(Types: null, SessionNoteId: 79);

    [Fact]
    public async Task A_page_ends_with_the_feed_or_once_it_is_full()
    {
        var feed = new Feed(end: 30);

        (await Page(feed, FeedFilter.All, after: 25)).ShouldBe(("26 27 28 29 30", 30, 30));
        (await Page(feed, FeedFilter.All, after: 5)).ShouldBe(("6 7 8 9 10 11 12 13 14 15", 15, 30));
        (await Page(feed, FeedFilter.All, after: 30)).ShouldBe(("", 30, 30));
        (await Page(feed, FeedFilter.All, after: 31)).ShouldBe(("", 31, 30));
    }

    [Fact]
    public async Task A_page_that_a_filter_fills_goes_on_after_its_last_event_and_one_that_it_does_not_where_it_has_looked()
    {
        var feed = new Feed(end: 200, note79: [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 150]);

        (await Page(feed, Note79, after: 0)).ShouldBe(("2 4 6 8 10 12 14 16 18 20", 20, 200));
        (await Page(feed, Note79, after: 20)).ShouldBe(("150", 200, 200));
    }

    [Fact]
    public async Task However_few_events_a_filter_lets_through_no_more_than_ten_thousand_positions_are_looked_at()
    {
        var feed = new Feed(end: 25_000, note79: [24_000]);

        (await Page(feed, Note79, after: 0)).ShouldBe(("", 10_000, 25_000));
        (await Page(feed, Note79, after: 10_000)).ShouldBe(("", 20_000, 25_000));
        (await Page(feed, Note79, after: 20_000)).ShouldBe(("24000", 25_000, 25_000));
        (await FeedPage.Read(feed, 1, Note79, 0, 10, TestContext.Current.CancellationToken)).IsEndOfFeed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_ends_where_the_feed_is_known_to_reach_and_nobody_is_told_that_it_ends_there_without_a_look()
    {
        var feed = new Feed(end: 30) { Known = 27 };

        (await Page(feed, FeedFilter.All, after: 25)).ShouldBe(("26 27", 27, 27));
        (await Page(feed, FeedFilter.All, after: 27)).ShouldBe(("28 29 30", 30, 30));
        (await Page(feed, FeedFilter.All, after: 31)).ShouldBe(("", 31, 30));
    }

    private static async Task<(string Positions, long Next, long End)> Page(Feed feed, FeedFilter filter, long after)
    {
        var page = await FeedPage.Read(feed, clinicId: 1, filter, after, limit: 10, TestContext.Current.CancellationToken);
        return (string.Join(' ', page.Entries.Select(entry => entry.Position)), page.Next, page.End);
    }

    /// <summary>A feed of addendums to note 46, and to note 79 at the positions named.</summary>
    private sealed class Feed(long end, params long[] note79) : IEventFeed
    {
        public FeedSource SourceOf(long clinicId) => new($"clinicnotes/{clinicId}", "");

        /// <summary>How many positions it has in mind.</summary>
        public long? Known { get; init; }

        public Task<long> End(long clinicId, long atLeast, CancellationToken cancellation) =>
            Task.FromResult(Known >= atLeast ? Known.Value : end);

        public Task<bool> Grows(long clinicId, long beyond, CancellationToken cancellation) => Task.FromResult(false);

        public Task<IReadOnlyList<FeedEntry>> Read(FeedPart part, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<FeedEntry>>([
                .. Enumerable
                    .Range(1, (int)end)
                    .Select(position => Entry(position))
                    .Where(entry => entry.Position > part.After && entry.Position <= part.UpTo)
                    .Where(entry => part.Filter.LetsThrough(entry.Type, entry.Event.SessionNoteId))
                    .Take((int)part.Limit),
            ]);

        private FeedEntry Entry(long position)
        {
            var note = note79.Contains(position) ? 79 : 46;
            var e = new AddendumRequested(position, note, "Anything", null, 121, Role.Provider, Instant.FromUnixTimeSeconds(0));
            return new(position, $"{position}", $"addendum-{position}", 1, "addendum_requested", e);
        }
    }
}
