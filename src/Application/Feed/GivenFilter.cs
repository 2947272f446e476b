using FluentValidation;

namespace ClinicNotes.Application.Feed;

/// <summary>Which events a consumer wants, as it said.</summary>
/// <param name="Types">Only these public types, separated by commas; all unless given.</param>
/// <param name="SessionNoteId">Only what tells of this note; all unless given.</param>
public sealed record GivenFilter(GivenText Types, GivenId SessionNoteId)
{
    /// <summary>The filter, once the rules have been passed.</summary>
    public FeedFilter Value => new(Types.Value?.Split(',').Select(type => PublicTypes.StoredName(type)!).ToArray(), SessionNoteId.IfGiven);
}

/// <summary>Which events a consumer wants.</summary>
/// <param name="Types">Only what is stored under these names; <c>null</c> for all.</param>
/// <param name="SessionNoteId">Only what tells of this note; <c>null</c> for all.</param>
public sealed record FeedFilter(IReadOnlyCollection<string>? Types, long? SessionNoteId)
{
    /// <summary>All events.</summary>
    public static FeedFilter All { get; } = new(Types: null, SessionNoteId: null);

    /// <summary>Only these public types; all when there are none.</summary>
    public static FeedFilter Of(IReadOnlyCollection<string> types) =>
        new(types.Count == 0 ? null : [.. types.Select(type => PublicTypes.StoredName(type)!)], SessionNoteId: null);

    public bool LetsThrough(string storedType, long? sessionNoteId) =>
        Types?.Contains(storedType) != false && (SessionNoteId is null || SessionNoteId == sessionNoteId);
}

public static class FeedRules
{
    internal const string NoSuchType = "names what is no type of event";
    internal static readonly string OutOfRange = $"must be from 0 to {GivenId.Largest}";

    /// <summary>A position; 0, the beginning, unless given.</summary>
    public static void MustBePosition<T>(this IRuleBuilderInitial<T, GivenId> rule, string field) =>
        rule.Refuse(field, after => after.Kind == GivenKind.OutOfRange ? OutOfRange : after.FaultAsId());

    public static void MustBeFilter<T>(this AbstractValidator<T> rules, Func<T, GivenFilter> filter)
    {
        rules
            .RuleFor(query => filter(query).Types)
            .Refuse(
                "types",
                types =>
                    types.Kind is not (GivenKind.Given or GivenKind.Missing)
                    || types.Value?.Split(',').Any(type => PublicTypes.StoredName(type) is null) == true
                        ? NoSuchType
                        : null
            );
        rules.RuleFor(query => filter(query).SessionNoteId).MayBeId("session_note_id");
    }
}
