using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClinicNotes.WebApi.Tests.Contract;

/// <summary>The OpenAPI document that is checked in. Every answer that any test gets must be as it says.</summary>
internal static partial class OpenApi
{
    public static string File { get; } = Path.Combine(Checkout.Root, "src", "WebApi", "Contract", "openapi.json");

    public static JsonObject Document { get; } = JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();

    /// <summary>Every call: its method in capitals, its address with parameters in braces, and what is said of it.</summary>
    public static IReadOnlyList<(string Method, string Path, JsonObject Operation)> Calls { get; } =
    [
        .. from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()),
    ];

    private static readonly string[] ToBeDescribed =
    [
        "Location",
        "ETag",
        "Retry-After",
        "Allow",
        "WWW-Authenticate",
        "Content-Disposition",
    ];

    // Words in an address come before parameters.
    private static readonly (string Method, Regex Address, JsonObject Operation)[] ByAddress =
    [
        .. Calls
            .OrderBy(call => call.Path.Count(letter => letter == '{'))
            .Select(call => (call.Method, new Regex($"^{Braced().Replace(call.Path, Part)}$"), call.Operation)),
    ];

    /// <summary>States that an answer is one of those that its call is said to give; what is no call may answer as it likes.</summary>
    public static void ShouldDescribe(HttpMethod method, string address, Reply reply)
    {
        if (CallOf(method, address) is { } operation)
            Fault(operation, reply).ShouldBeNull($"{method} {address}: {(int)reply.Status} {reply.Body}");
    }

    /// <summary>What is said of the call that a request is; <c>null</c> when it is none.</summary>
    public static JsonObject? CallOf(HttpMethod method, string address)
    {
        var path = address.Split('?')[0];
        return ByAddress.FirstOrDefault(call => call.Method == method.Method && call.Address.IsMatch(path)).Operation;
    }

    /// <summary>Why an answer is none that a call is said to give; <c>null</c> when it is one.</summary>
    public static string? Fault(JsonObject operation, Reply reply)
    {
        if (operation["responses"]![$"{(int)reply.Status}"] is not JsonObject answer)
            return "This status is not described.";

        var described = Resolved(answer);
        var headers = reply.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(reply.ContentHeaders).Select(header => header.Key);
        if (
            headers.Intersect(ToBeDescribed).Except(described["headers"]!.AsObject().Select(header => header.Key)).ToArray()
            is [var header, ..]
        )
            return $"The header {header} is not described.";
        if (reply.Body.Length == 0)
            return null;

        var mediaType = ((MediaTypeHeaderValue?)reply.ContentHeaders.ContentType)?.MediaType ?? "";
        if (described["content"]?[mediaType] is not JsonObject content)
            return $"The media type {mediaType} is not described.";

        return mediaType is "application/json" or "application/problem+json"
            ? Bodies.Fault(content["schema"]!.AsObject(), reply.Body)
            : null;
    }

    private static JsonObject Resolved(JsonObject answer) =>
        answer["$ref"] is JsonValue reference
            ? ((string)reference!).Split('/').Skip(1).Aggregate((JsonNode)Document, (at, name) => at[name]!).AsObject()
            : answer;

    private static string Part(Match parameter) => parameter.Value == "{tile}" ? ".+" : "[^/]+";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braced();
}
