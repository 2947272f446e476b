namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>How long events gather that get their positions together.</summary>
internal static class Gathering
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(15);

    /// <summary>A round that took long was kept waiting itself, by a lock or by a machine that stood still, and is no reason to wait on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    /// <summary>How many times as long as a round takes it is to the next: the longer it takes, the more do others need the processors.</summary>
    private const int Share = 4;

    /// <summary>The time from the start of a round that took so long to the start of the next.</summary>
    public static TimeSpan After(TimeSpan round) => TimeSpan.FromTicks(Math.Clamp(Share * round.Ticks, Shortest.Ticks, Longest.Ticks));
}
