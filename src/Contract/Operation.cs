using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract;

/// <summary>A call as the document has it.</summary>
internal static partial class Operation
{
    public static JsonObject Of(Call call, Shapes shapes, IReadOnlyList<Example> documented)
    {
        var examples = documented.Where(example => call.Takes(example.Request.Method.Method, example.Request.Path)).ToArray();
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(call.Tag),
            ["summary"] = call.Summary,
            ["description"] = Description(call),
            ["operationId"] = call.Id,
        };
        if (!call.IsOfToken)
            operation["security"] = new JsonArray();
        operation["parameters"] = new JsonArray([.. Parameters.Of(call)]);
        if (call.Body is { } body)
            operation["requestBody"] = RequestBody(shapes.Reference(body), shapes, examples);
        operation["responses"] = new JsonObject(
            call.Gives.Select(success => (success.Status, Answer: Of(success, shapes, examples)))
                .Concat(call.Refusals.Select(status => (Status: status, Answer: Refusals.Reference(status))))
                .OrderBy(answer => answer.Status)
                .Select(answer => KeyValuePair.Create($"{answer.Status}", (JsonNode?)answer.Answer))
        );
        return operation;
    }

    /// <summary>Whether a request is this call.</summary>
    public static bool Takes(this Call call, string method, string address) =>
        call.Method == method && Regex.IsMatch(address.Split('?')[0], Pattern(call.Path));

    private static string Pattern(string path) =>
        $"^{Braced().Replace(path, part => part.Value == "{tile}" ? ".+" : part.Value == "{id}" ? "[0-9]+" : "[^/]+")}$";

    private static string Description(Call call) =>
        string.Join(
            "\n\n",
            new[]
            {
                call.Says,
                call.IsOfToken ? $"Roles: {string.Join(", ", call.May.Order().Select(role => role.Name()))}." : "It needs no token.",
            }.Where(part => part.Length > 0)
        );

    private static JsonObject RequestBody(JsonObject schema, Shapes shapes, Example[] documented)
    {
        var right = documented.Where(example => (int)example.Answer.Status < 300).Select(example => example.Request.Body);
        return new()
        {
            ["required"] = true,
            ["content"] = new JsonObject { ["application/json"] = Content(schema, shapes, right) },
        };
    }

    private static JsonObject Of(Success success, Shapes shapes, Example[] documented)
    {
        var response = Responses.With(success.Says, success.Headers);
        if (success.MediaType is not { } mediaType)
            return response;

        var right = documented.Where(example => (int)example.Answer.Status == success.Status).Select(example => example.Answer.Body);
        var content = success.Body is { } record
            ? Content(shapes.Reference(record), shapes, right)
            : new JsonObject { ["schema"] = Plain(mediaType) };
        if (success.Example is { } example)
            content["example"] = example;
        return response.With("content", new JsonObject { [mediaType] = content });
    }

    /// <summary>A schema with the documented examples or, where there is none, with one that is made of it.</summary>
    private static JsonObject Content(JsonObject schema, Shapes shapes, IEnumerable<string> documented)
    {
        var examples = documented.Where(body => body.Length > 0).Distinct().Select(body => JsonNode.Parse(body)).ToArray();
        if (examples is [])
            examples = [Sample.Of(schema, shapes.Schemas)];
        var content = new JsonObject { ["schema"] = schema };
        return content.With(
            "examples",
            new JsonObject(
                examples.Select((example, i) => KeyValuePair.Create($"example{i + 1}", (JsonNode?)new JsonObject { ["value"] = example }))
            )
        );
    }

    private static JsonObject Plain(string mediaType) =>
        mediaType.EndsWith("json", StringComparison.Ordinal) && !mediaType.EndsWith("ndjson", StringComparison.Ordinal)
            ? new() { ["type"] = "object" }
        : mediaType is "image/png" or "application/octet-stream" ? new() { ["type"] = "string", ["format"] = "binary" }
        : new() { ["type"] = "string" };

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braced();
}
