using FluentValidation;

namespace ClinicNotes.Application;

/// <summary>In which order a list is asked for; items that are equal in it are in that of their ids, in the same direction.</summary>
/// <param name="By">The field, by its name in the documented interface.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
public sealed record Sorting(string By, bool Descending);

/// <summary>In which order a list is asked for, as the caller said it.</summary>
/// <param name="By"><c>sort_by</c>: <c>id</c> unless given.</param>
/// <param name="Direction"><c>sort_dir</c>: <c>ASC</c> unless given, or <c>DESC</c>.</param>
public sealed record GivenSorting(GivenText By, GivenText Direction)
{
    /// <summary>The order, once the rules have been passed.</summary>
    public Sorting Value => new(By.Value ?? "id", Direction.Value == "DESC");
}

public static class SortingRules
{
    public static void MustBeSorting<T>(this AbstractValidator<T> rules, Func<T, GivenSorting> sorting, params string[] fields)
    {
        rules.RuleFor(query => sorting(query).By).MayBeOneOf("sort_by", fields);
        rules.RuleFor(query => sorting(query).Direction).MayBeOneOf("sort_dir", "ASC", "DESC");
    }

    public static void MayBeOneOf<T>(this IRuleBuilderInitial<T, GivenText> rule, string field, params string[] words) =>
        rule.Refuse(
            field,
            text =>
                text.Kind == GivenKind.Missing || (text.Value is { } word && words.Contains(word, StringComparer.Ordinal))
                    ? null
                    : $"must be {string.Join(" or ", words)}"
        );
}
