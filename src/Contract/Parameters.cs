using System.Text.Json.Nodes;

namespace ClinicNotes.Contract;

/// <summary>The parameters of calls, those in headers included.</summary>
internal static class Parameters
{
    private const string Tags = """^(\*|(W/)?"[^"]*"(\s*,\s*(W/)?"[^"]*")*)$""";

    private static readonly Dictionary<string, Parameter> Shared = new()
    {
        ["RequestId"] = Header(
            "X-Request-Id",
            "An id of the caller's for the request. It is in the answer, in the log and beside what the request recorded.",
            Values.Given("^[A-Za-z0-9._-]{1,128}$", "order-66")
        ),
        ["IdempotencyKey"] = Header(
            "Idempotency-Key",
            "The request is carried out once under it, however often it is sent within 24 hours; best is a new UUID. A string in quotes, or 1 to 255 visible characters without any.",
            Values.Given("^[ -~]{1,512}$", "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"")
        ),
        ["IfMatch"] = Header(
            "If-Match",
            "Only if the state of it is one of these, by their `ETag`.",
            Values.Given(Tags, "\"addendum-39.1\"")
        ),
        ["IfNoneMatch"] = Header(
            "If-None-Match",
            "Only if the state of it is none of these, by their `ETag`.",
            Values.Given(Tags, "\"addendum-39.2\"")
        ),
    };

    /// <summary>Those that several calls have, by the names that they are referred to by.</summary>
    public static JsonObject Components =>
        new(Shared.Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)Of(parameter.Value))));

    public static IEnumerable<JsonObject> Of(Call call) =>
        [
            .. call.Parameters.Select(Of),
            .. call.IsConditional ? [Reference("IfMatch"), Reference("IfNoneMatch")] : Array.Empty<JsonObject>(),
            .. call.IsOnce ? [Reference("IdempotencyKey")] : Array.Empty<JsonObject>(),
            Reference("RequestId"),
        ];

    private static Parameter Header(string name, string says, JsonObject schema) => new(name, "header", says, schema, IsRequired: false);

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/parameters/{name}" };

    private static JsonObject Of(Parameter parameter)
    {
        var described = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.In,
            ["description"] = parameter.Says,
            ["required"] = parameter.IsRequired,
        };
        // Several values stand in one, with commas between them.
        if ((string?)parameter.Schema["type"]?.AsValue() == "array")
            described["explode"] = false;
        return described.With("schema", parameter.Schema.DeepClone());
    }
}
