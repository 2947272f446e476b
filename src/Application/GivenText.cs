namespace ClinicNotes.Application;

/// <summary>A text field as the caller gave it, before anybody judged it.</summary>
public readonly record struct GivenText
{
    private GivenText(GivenKind kind, string? value)
    {
        Kind = kind;
        Value = value;
    }

    public GivenKind Kind { get; }

    /// <summary>The text; <c>null</c> unless one was given.</summary>
    public string? Value { get; }

    /// <summary>Absent, or <c>null</c>.</summary>
    public static GivenText Missing { get; }

    /// <summary>Something else than a text: a number, a list, an object, true or false.</summary>
    public static GivenText OfAnotherKind { get; } = new(GivenKind.OfAnotherKind, null);

    /// <summary>A text that is no sequence of Unicode characters: it holds half of a surrogate pair.</summary>
    public static GivenText Unreadable { get; } = new(GivenKind.Unreadable, null);

    public static GivenText Of(string? text) => text is null ? Missing : new(GivenKind.Given, text);
}

/// <summary>What kind of value a caller gave for a field.</summary>
public enum GivenKind
{
    Missing,
    Given,
    Unreadable,
    OfAnotherKind,
    OutOfRange,
}
