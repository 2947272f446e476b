using System.Text.Json.Nodes;

namespace ClinicNotes.Contract;

/// <summary>An example made of the examples in a schema.</summary>
internal static class Sample
{
    /// <summary>A value as a schema asks for.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="schemas">Those that it may refer to, by their names.</param>
    public static JsonNode? Of(JsonObject schema, JsonObject schemas)
    {
        if (schema["$ref"] is JsonValue reference)
            return Of(schemas[((string)reference!).Split('/')[^1]]!.AsObject(), schemas);
        if ((schema["examples"] ?? schema["enum"]) is JsonArray { Count: > 0 } examples)
            return examples[0]?.DeepClone();
        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray { Count: > 0 } choices)
            return Of(choices[0]!.AsObject(), schemas);
        if (schema["properties"] is JsonObject fields)
            return new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Of(field.Value!.AsObject(), schemas))));
        if (schema["items"] is JsonObject item)
            return new JsonArray(Of(item, schemas));

        return schema["additionalProperties"] is null ? "Names are corrected" : new JsonObject();
    }
}
