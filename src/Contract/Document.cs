using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClinicNotes.Contract.Calls;

namespace ClinicNotes.Contract;

/// <summary>The OpenAPI 3.1 document of the service.</summary>
internal static class Document
{
    private const string Token = "X-User-Token";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as text.</summary>
    /// <param name="documented">The examples of the documentation.</param>
    public static string Of(IReadOnlyList<Example> documented)
    {
        var shapes = new Shapes();
        var document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = Info(),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "The service that serves this document." }),
            ["security"] = new JsonArray(new JsonObject { [Token] = new JsonArray() }),
            ["tags"] = new JsonArray([.. Every.Tags.Select(tag => new JsonObject { ["name"] = tag.Name, ["description"] = tag.Says })]),
            ["paths"] = Paths(shapes, documented),
        };
        var responses = new JsonObject(
            Refusals.All.Select(refusal => KeyValuePair.Create(refusal.Name, (JsonNode?)refusal.Response(shapes)))
        );
        document["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject { [Token] = SecurityScheme() },
            ["parameters"] = Parameters.Components,
            ["headers"] = Responses.Headers,
            ["responses"] = responses,
            ["schemas"] = shapes.Schemas,
        };
        return document.ToJsonString(Readable);
    }

    private static JsonObject Paths(Shapes shapes, IReadOnlyList<Example> documented)
    {
        var paths = new JsonObject();
        foreach (var path in Every.Call.GroupBy(call => call.Path))
        {
            paths[path.Key] = new JsonObject(
                path.Select(call => KeyValuePair.Create(call.Method.ToLowerInvariant(), (JsonNode?)Operation.Of(call, shapes, documented)))
            );
        }

        return paths;
    }

    private static JsonObject Info() =>
        new()
        {
            ["title"] = "ClinicNotes",
            ["version"] = "1",
            ["summary"] = "Corrections and sign-offs of session notes, as events that are never changed.",
            ["description"] = """
                A reviewer reads a clinician's session note and requests an addendum, which the author answers, or signs off on it.

                Requests and answers are JSON in UTF-8. An answer has exactly the fields described, in that order; what is absent is `null`. A
                refusal has the body `{"errors": …}`, one sentence or sentences by field, or is a problem of RFC 9457 where `Accept` asks for
                `application/problem+json`. Nothing of another clinic can be seen.
                """,
            ["contact"] = new JsonObject { ["name"] = "Whoever runs this service" },
            ["license"] = new JsonObject { ["name"] = "As agreed with whoever runs this service", ["identifier"] = "LicenseRef-as-agreed" },
        };

    private static JsonObject SecurityScheme() =>
        new()
        {
            ["type"] = "apiKey",
            ["in"] = "header",
            ["name"] = Token,
            ["description"] = "The token of a user of one clinic. An admin of the clinic issues it.",
        };
}
