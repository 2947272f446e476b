using ClinicNotes.Application;

namespace ClinicNotes.WebApi.Audit;

/// <summary>What a note was like at a moment.</summary>
/// <param name="Given">The moment as it was given; empty for now.</param>
/// <param name="Fields">What was to be seen; <c>null</c> when there was no such note.</param>
/// <param name="Fault">Why there is no answer, if there is none.</param>
/// <param name="IsWhole">Whether that is all, or there was more than is compared.</param>
public sealed record NoteThen(string Given, IReadOnlyList<NoteField>? Fields, Outcome? Fault = null, bool IsWhole = true)
{
    public bool Has(string thing) => Fields?.Any(field => field.Thing == thing) ?? false;

    public object? Value(string thing, string field) =>
        Fields?.FirstOrDefault(known => known.Thing == thing && known.Field == field)?.Value;
}

/// <summary>A note at two moments.</summary>
public sealed record Comparison(long SessionNoteId, NoteThen Left, NoteThen Right)
{
    /// <summary>The fields of both, by what they are of.</summary>
    public IReadOnlyList<IGrouping<string, ComparedField>> Things { get; } =
    [
        .. (Left.Fields ?? [])
            .Concat(Right.Fields ?? [])
            .Select(field => (field.Thing, field.Field))
            .Distinct()
            .Select(field => new ComparedField(
                field.Thing,
                field.Field,
                Left.Value(field.Thing, field.Field),
                Right.Value(field.Thing, field.Field)
            ))
            .GroupBy(field => field.Thing),
    ];

    public int Differences => Things.Sum(thing => thing.Count(compared => compared.Differs));
}

/// <summary>A field at two moments.</summary>
public sealed record ComparedField(string Thing, string Field, object? Left, object? Right)
{
    public bool Differs => !Equals(Left, Right);
}
