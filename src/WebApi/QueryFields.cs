using System.Globalization;
using ClinicNotes.Application;

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

    public static GivenId Id(this IQueryCollection query, string name) =>
        query[name] switch
        {
            [] => GivenId.Missing,
            [var text] when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) => GivenId.Of(id),
            [{ Length: > 0 } digits] when digits.All(char.IsAsciiDigit) => GivenId.OutOfRange,
            _ => GivenId.OfAnotherKind,
        };

    public static GivenSorting Sorting(this IQueryCollection query) => new(query.Text("sort_by"), query.Text("sort_dir"));

    public static GivenPaging Paging(this IQueryCollection query) => new(query.Id("page"), query.Id("page_size"));
}
