namespace ClinicNotes.Domain.Ledger;

/// <summary>The name of a ledger, which is also the name of its key, such as <c>clinicnotes/1</c>.</summary>
public static class Origin
{
    /// <summary>Whether a text can be one: it is not empty and has no white space, control character or plus sign (C2SP signed-note).</summary>
    public static bool IsValid(string? text) =>
        !string.IsNullOrEmpty(text)
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '+');
}
