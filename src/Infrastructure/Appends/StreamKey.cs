namespace ClinicNotes.Infrastructure.Appends;

/// <summary>Which stream, in the store's words.</summary>
/// <param name="Clinic">The clinic, which is Marten's tenant.</param>
/// <param name="Stream">The key of the stream within the clinic, such as <c>addendum-39</c>.</param>
internal readonly record struct StreamKey(string Clinic, string Stream);
