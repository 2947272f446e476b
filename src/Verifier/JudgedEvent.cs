namespace ClinicNotes.Verifier;

/// <summary>An event that is right in itself: what is left to be held against the other events.</summary>
internal readonly record struct JudgedEvent(
    long Line,
    long Position,
    ReadOnlyMemory<byte> Stream,
    long Version,
    Hash Leaf,
    Hash? Previous,
    long? SessionNoteId,
    Commitment? Commitment
)
{
    public override string ToString() => $"position {Position}, {System.Text.Encoding.UTF8.GetString(Stream.Span)} version {Version}";
}
