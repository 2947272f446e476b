using ClinicNotes.Application;

namespace ClinicNotes.WebApi.Feed;

/// <summary>
/// <c>/asyncapi</c>: for programs, what events there are and on which ways they come (AsyncAPI 3), and what each must be like (JSON Schema
/// 2020-12). It is what is checked in beside this file, for whoever asks.
/// </summary>
internal static class EventSchemas
{
    private const string Folder = "asyncapi/";

    public static void MapEventSchemas(this IEndpointRouteBuilder routes)
    {
        foreach (var name in typeof(EventSchemas).Assembly.GetManifestResourceNames().Where(IsOne))
            routes.MapGet($"/{name}", (HttpContext http) => Read(name).ExecuteAsync(http)).AllowAnonymous();
    }

    private static bool IsOne(string name) => name.StartsWith(Folder, StringComparison.Ordinal);

    private static Answer Read(string name)
    {
        using var file = typeof(EventSchemas).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[file.Length];
        file.ReadExactly(content);
        var isSchema = name.StartsWith($"{Folder}schemas/", StringComparison.Ordinal);
        return Answer.To(new Outcome.Found(new Plain(content, isSchema ? "application/schema+json" : "application/json")));
    }
}
