namespace ClinicNotes.Application.Feed;

/// <summary>Entries of a feed that a filter lets through, and how far that was looked.</summary>
/// <param name="Entries">In their order.</param>
/// <param name="Next">The position to go on after.</param>
/// <param name="End">The last position that there was.</param>
public sealed record FeedPage(IReadOnlyList<FeedEntry> Entries, long Next, long End)
{
    // However few events a filter lets through, no more positions than this are looked at for one page.
    private const int Farthest = 10_000;

    /// <summary>Whether nothing that the filter lets through was there, up to the end.</summary>
    public bool IsEndOfFeed => Entries is [] && Next == End;

    /// <summary>Reads the entries after a position.</summary>
    /// <param name="feed">What is read.</param>
    /// <param name="clinicId">Whose feed.</param>
    /// <param name="filter">What is let through.</param>
    /// <param name="after">The position.</param>
    /// <param name="limit">How many entries at most.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <returns>The page; none, but the end of the feed, when the position is beyond it.</returns>
    public static async Task<FeedPage> Read(
        IEventFeed feed,
        long clinicId,
        FeedFilter filter,
        long after,
        long limit,
        CancellationToken cancellation
    )
    {
        var end = await feed.End(clinicId, after + 1, cancellation);
        if (after >= end)
            return new([], after, end);

        var upTo = Math.Min(end, after + Farthest);
        var entries = await feed.Read(new FeedPart(clinicId, after, upTo, limit, filter), cancellation);
        return new(entries, entries.Count == limit ? entries[^1].Position : upTo, end);
    }
}
