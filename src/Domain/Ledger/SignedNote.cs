namespace ClinicNotes.Domain.Ledger;

/// <summary>A text and who signed it (C2SP signed-note). Whether a signature is right is for whoever has the key to say.</summary>
/// <param name="Text">What is signed: whole lines, the last line feed included.</param>
/// <param name="Signatures">The signature lines, one or more, in their order.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The whole note of a text and one signature.</summary>
    /// <param name="text">What is signed, such as <see cref="Checkpoint.Text" />.</param>
    /// <param name="keyName">The name of the key.</param>
    /// <param name="keyId">The id of the key.</param>
    /// <param name="signature">The signature over the UTF-8 of the text.</param>
    public static string Assemble(string text, string keyName, uint keyId, ReadOnlySpan<byte> signature) =>
        $"{text}\n{new NoteSignature(keyName, keyId, signature.ToArray()).Line}\n";

    /// <summary>
    /// The text and the signatures, of all keys, or <c>null</c> when this is no signed note: the text, a blank line, and signature lines
    /// to the end, no control character but the line feed anywhere.
    /// </summary>
    public static SignedNote? Parse(string note)
    {
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n') || note.Any(character => char.IsControl(character) && character != '\n'))
            return null;

        var lines = note[(blank + 2)..].Split('\n')[..^1];
        NoteSignature[] signatures = [.. lines.Select(NoteSignature.Parse).OfType<NoteSignature>()];
        return lines.Length > 0 && signatures.Length == lines.Length ? new(note[..(blank + 1)], signatures) : null;
    }
}
