using System.Collections.Concurrent;
using System.Text.Json;
using Json.Schema;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>The schemas of events that are checked in, and the service serves, as a validator of messages.</summary>
internal static class EventSchema
{
    public const string Folder = "src/WebApi/Feed/asyncapi";

    private static readonly Uri Address = new("https://localhost/asyncapi/schemas/");
    private static readonly BuildOptions Options = new() { SchemaRegistry = new() };
    private static readonly JsonSchema Shared = Read("event.json");
    private static readonly ConcurrentDictionary<string, Lazy<JsonSchema>> ByType = new();

    /// <summary>The JSON that is served of a type, or of what all of them share.</summary>
    public static string File(string name) => Path.Combine(Checkout.Root, Folder, "schemas", name);

    /// <summary>States that a message is an event as its type's schema says.</summary>
    public static void ShouldHold(string message)
    {
        var fault = Fault(message);
        fault.ShouldBeNull($"{message}\n{fault}");
    }

    /// <summary>Why a message is no such event; <c>null</c> if it is one.</summary>
    public static string? Fault(string message)
    {
        using var json = JsonDocument.Parse(message);
        return Fault(json.RootElement, json.RootElement.GetProperty("type").GetString()!);
    }

    /// <summary>Why JSON is not what the schema of this name says; <c>null</c> if it is.</summary>
    public static string? Fault(JsonElement json, string type)
    {
        Shared.ShouldNotBeNull();
        return Fault(json, ByType.GetOrAdd(type, _ => new(() => Read($"{type}.json"))).Value);
    }

    /// <summary>Why JSON is not what a schema says; <c>null</c> if it is.</summary>
    public static string? Fault(JsonElement json, JsonSchema schema)
    {
        var result = schema.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid
            ? null
            : string.Join(
                '\n',
                result
                    .Details!.Where(part => part.Errors is not null)
                    .Select(part => $"{part.InstanceLocation}: {string.Join(", ", part.Errors!.Values)}")
            );
    }

    private static JsonSchema Read(string name)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(File(name)));
        return JsonSchema.Build(json.RootElement.Clone(), Options, new Uri(Address, name));
    }
}
