namespace ClinicNotes.Domain.SignOffs;

/// <summary>The event of a session note up to which a reviewer has seen the note.</summary>
/// <param name="Stream">The key of its stream, such as <c>addendum-39</c>.</param>
/// <param name="Version">Its number in the stream, from 1.</param>
public sealed record CoveredEvent(string Stream, long Version);
