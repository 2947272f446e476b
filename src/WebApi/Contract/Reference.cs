using Scalar.AspNetCore;

namespace ClinicNotes.WebApi.Contract;

/// <summary>
/// <c>/docs</c>: what calls there are, for people. Everything on the page comes from the service: it works where nothing else can be reached.
/// </summary>
internal static class Reference
{
    private const string Address = "/docs";

    public static void MapReference(this IEndpointRouteBuilder routes) =>
        routes.MapScalarApiReference(Address, Configure).AllowAnonymous().Add(OnlyFromHere);

    private static void Configure(ScalarOptions page) =>
        page.WithTitle("ClinicNotes")
            .WithNonce()
            .WithOpenApiRoutePattern(ContractEndpoints.Document)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools();

    // The page may load and call nothing of anybody else's, whatever its script would like to.
    private static void OnlyFromHere(EndpointBuilder endpoint)
    {
        var answer = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http =>
        {
            http.Response.OnStarting(AddPolicy, http);
            return answer(http);
        };
    }

    private static Task AddPolicy(object state)
    {
        var http = (HttpContext)state;
        if (http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return Task.CompletedTask;
    }
}
