using System.Text.Json.Nodes;

namespace ClinicNotes.Contract;

/// <summary>Answers, and the headers that they have.</summary>
internal static class Responses
{
    private static readonly (string Name, string Says, string Example)[] Known =
    [
        ("X-Request-Id", "The id of the request: the one that it came with, or a new one.", "0193f1f67c0e7b0f8d8f4a3f1d1c2b3a"),
        ("Location", "The address of what is new.", "/v1/clinic/session_notes/addendums/39"),
        ("ETag", "The state that the answer shows: a strong entity tag.", "\"addendum-39.2\""),
        ("Retry-After", "After how many seconds to send the request again.", "1"),
        ("Content-Disposition", "The name of the file.", "attachment; filename=session-note-46-history.csv"),
        ("Allow", "The methods that the address takes.", "GET, POST"),
        ("WWW-Authenticate", "The header that the token is sent in.", "X-User-Token"),
    ];

    /// <summary>The headers, by the names that they are referred to by.</summary>
    public static JsonObject Headers =>
        new(
            Known.Select(header =>
                KeyValuePair.Create(
                    header.Name,
                    (JsonNode?)
                        new JsonObject
                        {
                            ["description"] = header.Says,
                            ["schema"] = new JsonObject { ["type"] = "string", ["examples"] = new JsonArray(header.Example) },
                        }
                )
            )
        );

    /// <summary>An answer.</summary>
    /// <param name="says">What it means.</param>
    /// <param name="headers">The headers that it has besides those of every answer.</param>
    /// <param name="content">What its body may be, by media type.</param>
    public static JsonObject With(
        string says,
        IEnumerable<string> headers,
        params (string MediaType, JsonObject Schema, JsonNode? Example)[] content
    )
    {
        var response = new JsonObject { ["description"] = says, ["headers"] = References(headers) };
        if (content is [])
            return response;

        response["content"] = new JsonObject(content.Select(body => KeyValuePair.Create(body.MediaType, (JsonNode?)Content(body))));
        return response;
    }

    private static JsonObject Content((string MediaType, JsonObject Schema, JsonNode? Example) body)
    {
        var content = new JsonObject { ["schema"] = body.Schema };
        return body.Example is null ? content : content.With("example", body.Example);
    }

    private static JsonObject References(IEnumerable<string> headers) =>
        new(
            headers
                .Prepend("X-Request-Id")
                .Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["$ref"] = $"#/components/headers/{name}" }))
        );
}
