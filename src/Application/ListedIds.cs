namespace ClinicNotes.Application;

/// <summary>A page of a list.</summary>
/// <param name="Ids">The ids of what is on the page, in the order of the list.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record ListedIds(IReadOnlyList<long> Ids, long Total);
