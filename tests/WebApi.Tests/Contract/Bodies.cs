using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace ClinicNotes.WebApi.Tests.Contract;

/// <summary>The schemas of the OpenAPI document as validators. To them an object has no fields but those that are described.</summary>
internal static class Bodies
{
    // Every schema has the components below it, as a schema of JSON Schema has them.
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/$defs/";

    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    private static readonly string Closed = Close(OpenApi.Document["components"]!["schemas"]!.DeepClone()).ToJsonString();
    private static readonly ConcurrentDictionary<string, Lazy<JsonSchema>> BySchema = new();

    /// <summary>Why a body is not as a schema says; <c>null</c> when it is.</summary>
    public static string? Fault(JsonObject schema, string body)
    {
        using var json = JsonDocument.Parse(body);
        var result = BySchema.GetOrAdd(schema.ToJsonString(), text => new(() => Build(text))).Value.Evaluate(json.RootElement, Strict);
        return result.IsValid
            ? null
            : string.Join(
                '\n',
                result
                    .Details!.Where(part => part.Errors is not null)
                    .Select(part => $"{part.InstanceLocation}: {string.Join(", ", part.Errors!.Values)}")
            );
    }

    private static JsonSchema Build(string text)
    {
        var schema = Close(JsonNode.Parse(text)!).AsObject();
        schema["$defs"] = JsonNode.Parse(Closed);
        using var whole = JsonDocument.Parse(schema.ToJsonString().Replace(Components, Definitions, StringComparison.Ordinal));
        return JsonSchema.Build(whole.RootElement.Clone(), new BuildOptions { SchemaRegistry = new() });
    }

    private static JsonNode Close(JsonNode node)
    {
        foreach (var part in Below(node).OfType<JsonObject>().Where(part => part["properties"] is JsonObject).ToArray())
            part["additionalProperties"] = false;
        return node;
    }

    /// <summary>A node and all that is in it.</summary>
    public static IEnumerable<JsonNode> Below(JsonNode? node) =>
        node switch
        {
            JsonObject found => found.SelectMany(field => Below(field.Value)).Prepend(found),
            JsonArray list => list.SelectMany(Below).Prepend(list),
            null => [],
            _ => [node],
        };
}
