using ClinicNotes.Application.Feed;

namespace ClinicNotes.Application.Webhooks;

/// <summary>Public types of events as the caller gave them, before anybody judged them.</summary>
public sealed class GivenTypes
{
    private GivenTypes(GivenKind kind, IReadOnlyList<string> names)
    {
        Kind = kind;
        Value = names;
    }

    public GivenKind Kind { get; }

    /// <summary>The names; none unless a list of texts was given.</summary>
    public IReadOnlyList<string> Value { get; }

    /// <summary>Absent, or <c>null</c>: all types.</summary>
    public static GivenTypes Missing { get; } = new(GivenKind.Missing, []);

    /// <summary>Something else than a list of texts.</summary>
    public static GivenTypes OfAnotherKind { get; } = new(GivenKind.OfAnotherKind, []);

    public static GivenTypes Of(IReadOnlyList<string> names) => new(GivenKind.Given, names);

    internal string? Fault() =>
        Kind == GivenKind.OfAnotherKind ? FieldRules.Invalid
        : Kind == GivenKind.Given && Value is [] ? FieldRules.Blank
        : Value.Any(name => PublicTypes.StoredName(name) is null) ? FeedRules.NoSuchType
        : null;
}
