using ClinicNotes.Application.Feed;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The entries of one clinic among <see cref="RecentEntries" />, one position after the other.</summary>
internal sealed class RecentOfClinic
{
    public List<FeedEntry> Entries { get; } = [];

    /// <summary>When they were asked for last.</summary>
    public long ReadAt { get; set; }

    /// <summary>The entries after a position and up to another; <c>null</c> where they are not all here.</summary>
    public List<FeedEntry>? Between(long after, long upTo)
    {
        if (Entries is not [var oldest, ..])
            return null;

        var first = after + 1 - oldest.Position;
        var count = upTo == long.MaxValue ? Entries.Count - first : upTo - after;
        return first >= 0 && count > 0 && first + count <= Entries.Count ? Entries.GetRange((int)first, (int)count) : null;
    }
}
