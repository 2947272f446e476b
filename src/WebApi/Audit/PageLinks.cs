using Microsoft.AspNetCore.Http.Extensions;

namespace ClinicNotes.WebApi.Audit;

/// <summary>The address of a page, from which those of its neighbours are made.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Query">What its query says, in order.</param>
public sealed record PageLinks(string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    public static PageLinks Of(HttpRequest request) =>
        new(
            request.Path,
            [.. request.Query.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).Where(IsGiven)]
        );

    /// <summary>What the query says of a field; nothing when it does not.</summary>
    public string Value(string field) => Query.FirstOrDefault(given => given.Key == field).Value ?? "";

    /// <summary>The same page with other values of fields; those that are <c>null</c> are left out.</summary>
    public string With(params (string Field, string? Value)[] changed)
    {
        var query = new QueryBuilder(
            Query
                .Where(given => changed.All(change => change.Field != given.Key))
                .Concat(
                    changed.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Field, change.Value!))
                )
        );
        return Path + query.ToString();
    }

    // Forms send the fields that were left empty too.
    private static bool IsGiven(KeyValuePair<string, string> field) => field.Value.Length > 0;
}
