using ClinicNotes.Application.SessionNotes;
using FluentValidation;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary>A line of an import: a session note, or the sentence that says why it is none.</summary>
internal sealed record NoteLine(long Number, ImportedNote? Note, string? Fault)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a line as a request's body is read: it must be one JSON object that names no key twice.</summary>
    public static NoteLine Of(long number, byte[]? bytes, IValidator<ImportedNote> rules)
    {
        if (bytes is null)
            return new(number, null, "The line is longer than 64 KiB.");
        if (number == 1 && bytes.AsSpan().StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];
        if (!JsonText.TryParse(bytes, out var document, out var sentence))
            return new(number, null, sentence.Replace("The request body", "The line", StringComparison.Ordinal));

        using (document)
        {
            var line = document.RootElement;
            var note = new ImportedNote(line.Id("id"), line.Id("clinic_id"), line.Id("provider_id"));
            var faults = rules.Validate(note).Errors;
            return faults.Count == 0
                ? new(number, note, null)
                : new(number, null, string.Join(", ", faults.Select(fault => $"{fault.PropertyName} {fault.ErrorMessage}")) + ".");
        }
    }
}
