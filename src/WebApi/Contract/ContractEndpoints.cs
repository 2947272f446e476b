using ClinicNotes.Application;

namespace ClinicNotes.WebApi.Contract;

/// <summary><c>/openapi/v1.json</c>: what calls there are, for programs (OpenAPI 3.1). It is what is checked in beside this file.</summary>
internal static class ContractEndpoints
{
    public const string Document = "/openapi/v1.json";

    public static void MapContract(this IEndpointRouteBuilder routes)
    {
        var document = new Lazy<Answer>(Read);
        routes.MapGet(Document, (HttpContext http) => document.Value.ExecuteAsync(http)).AllowAnonymous();
        routes.MapReference();
    }

    private static Answer Read()
    {
        using var file = typeof(ContractEndpoints).Assembly.GetManifestResourceStream(Document[1..])!;
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return Answer.To(new Outcome.Found(new Plain(content, "application/json")));
    }
}
