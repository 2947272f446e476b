using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClinicNotes.WebApi.Tests.Documentation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.BadInput;

/// <summary>Where a client can put something in: every call that the service has, and every field that the documentation names.</summary>
internal static partial class Surface
{
    /// <summary>The documented bodies, one of each call: the one with the most fields.</summary>
    public static IReadOnlyList<(HttpMethod Method, string Path, JsonObject Body)> Bodies { get; } =
    [
        .. Documented
            .Examples.Where(example => example.Request.Body.Length > 0)
            .GroupBy(example => (example.Request.Method, Ids().Replace(example.Request.Path, "/")))
            .Select(call => call.MaxBy(example => example.Request.Body.Length)!.Request)
            .Select(request => (request.Method, request.Path, JsonNode.Parse(request.Body)!.AsObject())),
    ];

    /// <summary>The names of everything that can be asked for behind a question mark, as the page's tables and addresses have them.</summary>
    public static IReadOnlyList<string> QueryFields { get; } =
    [
        .. Queries()
            .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "api.md")))
            .SelectMany(match => match.Groups["name"].Captures)
            .Select(name => name.Value)
            .Distinct(),
    ];

    /// <summary>Every method of every route, as the running service has them.</summary>
    public static IReadOnlyList<(HttpMethod Method, string Route)> Calls(this Service service) =>
        [
            .. from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select (new HttpMethod(method), "/" + endpoint.RoutePattern.RawText!.TrimStart('/')),
        ];

    /// <summary>An address of a route, with something in the place of each of its parameters.</summary>
    public static string Address(string route, string part) => Parameters().Replace(route, _ => part);

    /// <summary>Whether it is a page for people, whose forms and refusals are in HTML.</summary>
    public static bool IsPage(string route) => route == "/audit" || route.StartsWith("/audit/", StringComparison.Ordinal);

    /// <summary>Every place in a JSON value, the value itself first; the root is no such place.</summary>
    public static IEnumerable<(JsonNode Parent, string Name)> Places(JsonObject parent) =>
        parent.SelectMany(field =>
            field.Value is JsonObject inner ? Places(inner).Prepend((parent, field.Key)) : [((JsonNode)parent, field.Key)]
        );

    [GeneratedRegex("/[0-9]+(?=/|$)")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"(?:(?<=\?)|(?<=\?[^\s`]*&))(?<name>[a-z_]+)=|^\|(?: `(?<name>[a-z_]+)`,?)+(?= \|)", RegexOptions.Multiline)]
    private static partial Regex Queries();
}
