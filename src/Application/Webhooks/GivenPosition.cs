using System.Globalization;
using ClinicNotes.Application.Feed;

namespace ClinicNotes.Application.Webhooks;

/// <summary>A position of the feed as the caller gave it: a text of digits, as the feed says it; the beginning when it is missing.</summary>
internal static class GivenPosition
{
    public static string? Fault(GivenText given) =>
        given.Kind switch
        {
            GivenKind.Missing => null,
            GivenKind.Given when Parsed(given) is not null => null,
            GivenKind.Given when given.Value!.Length > 0 && given.Value.All(char.IsAsciiDigit) => FeedRules.OutOfRange,
            GivenKind.Given => FieldRules.NotANumber,
            _ => FieldRules.Invalid,
        };

    /// <summary>The position; 0 when it is missing.</summary>
    public static long Of(GivenText given) => Parsed(given) ?? 0;

    /// <summary>The refusal of a position that the clinic's ledger has not reached; <c>null</c> when it has.</summary>
    public static async Task<Outcome?> Beyond(IEventFeed feed, long clinicId, long after, CancellationToken cancellation)
    {
        var end = await feed.End(clinicId, after, cancellation);
        return after > end ? FeedPosition.Beyond(end) : null;
    }

    private static long? Parsed(GivenText given) =>
        long.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position <= GivenId.Largest
            ? position
            : null;
}
