using System.Globalization;
using ClinicNotes.Application;
using Microsoft.Extensions.Primitives;

namespace ClinicNotes.WebApi;

/// <summary>Takes fields out of a query string as they were given; the rules judge them. A field given twice is of another kind.</summary>
internal static class QueryFields
{
    public static GivenText Text(this IQueryCollection query, string name) =>
        query[name] switch
        {
            [] => GivenText.Missing,
            [var text] => GivenText.Of(text),
            _ => GivenText.OfAnotherKind,
        };

    public static GivenId Id(this IQueryCollection query, string name) => Id(query[name]);

    /// <summary>An id as it stands in a query string or a header.</summary>
    public static GivenId Id(StringValues given) =>
        given switch
        {
            [] => GivenId.Missing,
            [{ } text] when IsWholeNumber(text) => long.TryParse(text, CultureInfo.InvariantCulture, out var id)
                ? GivenId.Of(id)
                : GivenId.OutOfRange,
            _ => GivenId.OfAnotherKind,
        };

    public static GivenSorting Sorting(this IQueryCollection query) => new(query.Text("sort_by"), query.Text("sort_dir"));

    public static GivenPaging Paging(this IQueryCollection query) => new(query.Id("page"), query.Id("page_size"));

    /// <summary>Digits of ASCII, and a minus before them: .NET's own parsers let more pass, such as a plus.</summary>
    private static bool IsWholeNumber(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
