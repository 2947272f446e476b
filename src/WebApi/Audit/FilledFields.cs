using ClinicNotes.Application;

namespace ClinicNotes.WebApi.Audit;

/// <summary>Takes fields of a form out of a query string: a field that was left empty is sent too, and means that it is not given.</summary>
internal static class FilledFields
{
    public static GivenText Filled(this IQueryCollection query, string field) =>
        query[field] is [""] ? GivenText.Missing : query.Text(field);

    public static GivenId FilledId(this IQueryCollection query, string field) => query[field] is [""] ? GivenId.Missing : query.Id(field);
}
