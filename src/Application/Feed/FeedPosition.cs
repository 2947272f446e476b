using System.Globalization;

namespace ClinicNotes.Application.Feed;

/// <summary>Where a consumer says that it stopped.</summary>
internal static class FeedPosition
{
    /// <summary>The refusal of a position that no event has had: who goes on from there would miss what is recorded until then.</summary>
    public static Outcome Beyond(long end) =>
        new Outcome.Invalid(
            new Dictionary<string, string[]>
            {
                ["after"] =
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"is beyond the end of the feed, which is {end}: was the database restored?"
                    ),
                ],
            }
        );
}
