using ClinicNotes.Application.Ledger;

namespace ClinicNotes.WebApi.Tests.Ledger.Tampering;

/// <summary>Something that somebody does to the record.</summary>
/// <param name="What">In words.</param>
/// <param name="Sql">How.</param>
/// <param name="Tables">Where.</param>
/// <param name="Places">All that must be named.</param>
internal sealed record Mutation(string What, string Sql, IReadOnlyList<string> Tables, params IReadOnlyList<Place> Places)
{
    public bool IsLocated(IReadOnlyCollection<Difference> found) => Places.All(place => found.Any(place.Is));
}

/// <summary>Where something is not as it was: in a clinic, at a position, in a stream, or at what a sentence has in it.</summary>
internal sealed record Place(string Clinic, long? Position = null, string? Stream = null, params string[] Texts)
{
    public bool Is(Difference found) =>
        found.ClinicId == Clinic
        && (
            (Position is not null && found.Position == Position)
            || (Stream is not null && found.Stream == Stream)
            || Texts.Any(text => $"{found.Sentence} ".Contains(text, StringComparison.Ordinal))
        );
}
