using ClinicNotes.Application.Feed;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The entries of one clinic among <see cref="RecentEntries" />, in the order of their positions.</summary>
internal sealed class RecentOfClinic
{
    public List<FeedEntry> Entries { get; } = [];

    /// <summary>When they were asked for last.</summary>
    public long ReadAt { get; set; }

    /// <summary>The entries after a position and up to another; <c>null</c> where they are not all here.</summary>
    public List<FeedEntry>? Between(long after, long upTo)
    {
        var first = Entries.FindIndex(entry => entry.Position == after + 1);
        if (first < 0)
            return null;

        // Where a position were missing, all behind it would be one further on.
        var count = upTo == long.MaxValue ? Entries.Count - first : upTo - after;
        return count > 0 && first + count <= Entries.Count && Entries[(int)(first + count) - 1].Position == after + count
            ? Entries.GetRange(first, (int)count)
            : null;
    }
}
