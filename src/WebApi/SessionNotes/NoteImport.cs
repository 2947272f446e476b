using ClinicNotes.Application.SessionNotes;
using FluentValidation;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary>An import on its way.</summary>
/// <param name="notes">Where notes are registered.</param>
/// <param name="rules">What a note must be.</param>
/// <param name="bad">Told of each line that is not registered.</param>
internal sealed class NoteImport(ISessionNoteImport notes, IValidator<ImportedNote> rules, BadLines bad)
{
    private readonly string _id = Guid.CreateVersion7().ToString("N");

    public long Registered { get; private set; }

    public long RegisteredBefore { get; private set; }

    /// <summary>The number of the line up to which all is done.</summary>
    public long LastLine { get; private set; }

    public async Task Add(IReadOnlyList<(long Number, byte[]? Bytes, long End)> read, CancellationToken cancellation)
    {
        NoteLine[] lines = [.. read.Select(line => NoteLine.Of(line.Number, line.Bytes, rules))];
        var outcomes = await notes.Register([.. lines.Select(line => line.Note).OfType<ImportedNote>()], _id, cancellation);
        using var outcome = outcomes.GetEnumerator();
        foreach (var line in lines)
        {
            if (line.Note is null)
                await bad.Add(line.Number, line.Fault!);
            else if (outcome.MoveNext())
                await Count(line.Number, outcome.Current);
        }

        LastLine = lines[^1].Number;
    }

    private async Task Count(long line, Imported outcome)
    {
        if (outcome.Refusal is { } why)
            await bad.Add(line, ((SentenceError)Answer.To(why).Body).Errors + ".");
        else if (outcome.IsNew)
            Registered++;
        else
            RegisteredBefore++;
    }
}
