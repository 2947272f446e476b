using NodaTime;

namespace ClinicNotes.Domain.Webhooks;

/// <summary>When a delivery that failed is tried again, and when there is no use in it.</summary>
public static class Retrying
{
    private static readonly Duration First = Duration.FromSeconds(2);
    private static readonly Duration Longest = Duration.FromHours(1);

    /// <summary>The longest wait that a receiver may ask for.</summary>
    private static readonly Duration LongestAskedFor = Duration.FromDays(1);

    /// <summary>How long an address is tried before its webhook is paused.</summary>
    public static Duration Patience { get; } = Duration.FromDays(3);

    /// <summary>
    /// The wait before the next attempt: twice as long after each failure, from two seconds up to an hour, of which up to half is left out
    /// by chance, so that many who failed at once do not come back at once.
    /// </summary>
    /// <param name="failures">How often it has failed in a row, from 1.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    /// <param name="retryAfter">What the receiver asked for (RFC 9110 section 10.2.3); no wait is shorter.</param>
    public static Duration Wait(int failures, double chance, Duration? retryAfter)
    {
        var whole = failures > 12 ? Longest : Duration.Min(First * (1L << (failures - 1)), Longest);
        var wait = whole * (1 - chance / 2);
        return retryAfter is { } asked ? Duration.Max(wait, Duration.Min(asked, LongestAskedFor)) : wait;
    }
}
