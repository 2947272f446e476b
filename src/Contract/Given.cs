using System.Text.Json.Nodes;
using ClinicNotes.Application;

namespace ClinicNotes.Contract;

/// <summary>What the bodies of requests are made of.</summary>
internal static class Given
{
    public static JsonObject Covered()
    {
        var schema = new JsonObject { ["type"] = "object", ["description"] = "The last event of the note that the reviewer has seen." };
        return schema
            .With(
                "properties",
                new JsonObject
                {
                    ["stream"] = Values.Given(@"\S", "addendum-39").Saying("What it happened to."),
                    ["version"] = Values.Whole(1, GivenId.Largest, 2).Saying("Its number among the events of that."),
                }
            )
            .With("required", new JsonArray("stream", "version"));
    }

    public static (string, JsonObject, bool) Required(string name, JsonObject schema) => (name, schema, true);

    public static (string, JsonObject, bool) Optional(string name, JsonObject schema) => (name, schema.OrNull(), false);

    /// <summary>An object whose fields are in another, beside which there may be the session note that it is about.</summary>
    public static Shape Within(
        string name,
        string part,
        (string Name, JsonObject Schema)? beside,
        params (string Name, JsonObject Schema, bool IsRequired)[] fields
    )
    {
        var inner = Object(fields);
        return new(
            name,
            Object(beside is { } first ? [(first.Name, first.Schema, true), (part, inner, true)] : [(part, inner, true)])
                .Saying("Unknown fields are ignored.")
        );
    }

    private static JsonObject Object(IReadOnlyList<(string Name, JsonObject Schema, bool IsRequired)> fields)
    {
        var schema = new JsonObject { ["type"] = "object" };
        schema["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Schema)));
        if (fields.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name).ToArray() is [_, ..] required)
            schema["required"] = new JsonArray(required);
        return schema;
    }
}
