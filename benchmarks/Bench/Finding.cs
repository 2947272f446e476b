namespace ClinicNotes.Bench;

/// <summary>A figure of the service alone, which no peer is compared with.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Figure">The figure, with its unit.</param>
internal sealed record Finding(string What, string Figure);
