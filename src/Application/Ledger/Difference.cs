using System.Globalization;

namespace ClinicNotes.Application.Ledger;

/// <summary>Something that is not as the ledger says, and where.</summary>
/// <param name="ClinicId">The clinic.</param>
/// <param name="Position">The position in its ledger, if it concerns one.</param>
/// <param name="Stream">The stream, as far as it is known.</param>
/// <param name="Version">The number in the stream, as far as it is known.</param>
/// <param name="What">What differs.</param>
public sealed record Difference(string ClinicId, long? Position, string? Stream, long? Version, string What)
{
    /// <summary>All of that in one sentence.</summary>
    public string Sentence
    {
        get
        {
            var position = Position is { } number ? string.Create(CultureInfo.InvariantCulture, $", position {number}") : "";
            var stream = Stream is { } name ? $", {name}" : "";
            var version = Version is { } nth ? string.Create(CultureInfo.InvariantCulture, $" version {nth}") : "";
            return $"Clinic {ClinicId}{position}{stream}{version}: {What}.";
        }
    }
}
