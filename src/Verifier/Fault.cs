namespace ClinicNotes.Verifier;

/// <summary>What is wrong with a pack, and where.</summary>
/// <param name="Line">The line of the file, from 1; 0 when the fault is not in one line.</param>
/// <param name="Event">The event as the line names it, or <c>null</c>.</param>
/// <param name="Sentence">What is wrong, in plain words.</param>
internal sealed record Fault(long Line, string? Event, string Sentence)
{
    public override string ToString() =>
        (Line, Event) switch
        {
            (0, _) => Sentence,
            (_, null) => $"Line {Line}: {Sentence}",
            _ => $"Line {Line} ({Event}): {Sentence}",
        };
}
