using FluentValidation;

namespace ClinicNotes.Application;

/// <summary>The sentences that a field can be refused with, and the rules behind them.</summary>
public static class FieldRules
{
    public const string Blank = "can't be blank";
    public const string Invalid = "is invalid";
    public const string InvalidFormat = "invalid format";
    public const string NotANumber = "is not a number";
    public const string TooLong = "is too long (maximum is 10,000 characters)";

    /// <summary>How many Unicode code points a text may have.</summary>
    public const int LongestText = 10_000;

    public static void MustBeId<T>(this IRuleBuilderInitial<T, GivenId> rule, string field) =>
        rule.Refuse(field, id => id.Kind == GivenKind.Missing ? Blank : id.FaultAsId());

    public static void MayBeId<T>(this IRuleBuilderInitial<T, GivenId> rule, string field) => rule.Refuse(field, FaultAsId);

    /// <summary>The sentence for an id that may be missing, or <c>null</c> when there is no fault.</summary>
    public static string? FaultAsId(this GivenId id) =>
        id.Kind switch
        {
            GivenKind.Given or GivenKind.Missing => null,
            GivenKind.OutOfRange => Invalid,
            _ => NotANumber,
        };

    public static void MustBeText<T>(this IRuleBuilderInitial<T, GivenText> rule, string field) =>
        rule.Refuse(field, text => text.FaultAsText() ?? text.FaultIfMissing());

    public static void MayBeText<T>(this IRuleBuilderInitial<T, GivenText> rule, string field) => rule.Refuse(field, FaultAsText);

    public static void MustBeRoles<T>(this IRuleBuilderInitial<T, GivenRoles> rule, string field) =>
        rule.Refuse(
            field,
            roles =>
                roles.Kind == GivenKind.OfAnotherKind ? Invalid
                : roles.Value is [] ? Blank
                : null
        );

    /// <summary>What holds the fields must be there; only then is anything asked of them.</summary>
    public static void MustBeGiven<T, TFields>(this IRuleBuilderInitial<T, TFields?> rule, string field, Action rulesOfItsFields)
        where TFields : class =>
        rule.Must(fields => fields is not null).OverridePropertyName(field).WithMessage(Blank).DependentRules(rulesOfItsFields);

    /// <summary>One sentence at most for a field: the first that applies.</summary>
    /// <param name="rule">The rule being written.</param>
    /// <param name="field">The field's name in the documented interface.</param>
    /// <param name="fault">The sentence, or <c>null</c> when there is no fault.</param>
    public static void Refuse<T, TField>(this IRuleBuilderInitial<T, TField> rule, string field, Func<TField, string?> fault) =>
        rule.Custom(
            (value, context) =>
            {
                if (fault(value) is { } sentence)
                    context.AddFailure(field, sentence);
            }
        );

    public static string? FaultIfMissing(this GivenText text) => text.Kind == GivenKind.Missing ? Blank : null;

    /// <summary>Whether a text was given that holds nothing but Unicode white space.</summary>
    public static bool IsBlank(this GivenText text) => text is { Value: { } value } && string.IsNullOrWhiteSpace(value);

    /// <summary>The sentence for a text that may be missing, or <c>null</c> when there is no fault.</summary>
    public static string? FaultAsText(this GivenText text)
    {
        if (text.Value is not { } value)
            return text.Kind == GivenKind.Missing ? null : Invalid;
        if (text.IsBlank())
            return Blank;

        // jsonb cannot hold U+0000, and UTF-8 cannot hold half of a surrogate pair.
        if (value.Contains('\0') || HasLoneSurrogate(value))
            return Invalid;

        return CodePoints(value) > LongestText ? TooLong : null;
    }

    private static int CodePoints(string text) => text.Length <= LongestText ? text.Length : text.EnumerateRunes().Count();

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
