namespace ClinicNotes.Application;

/// <summary>An answer that is written bit by bit.</summary>
/// <param name="Write">Writes it.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="FileName">The name under which to keep it.</param>
public sealed record Streamed(Func<Stream, CancellationToken, Task> Write, string MediaType, string FileName);
