using System.Text.Json.Nodes;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using NodaTime;

namespace ClinicNotes.Contract;

/// <summary>What a field of an answer can be, by its name and what the service keeps it as.</summary>
internal static class Fields
{
    public static JsonObject Of(Type record, string name, Type type) =>
        type == typeof(Instant) ? Values.Instant()
        : type == typeof(Role) ? Values.OneOf(Roles)
        : type == typeof(bool) ? new() { ["type"] = "boolean", ["examples"] = new JsonArray(false) }
        : type == typeof(long) || type == typeof(int) ? Number(name, type)
        : type == typeof(string) ? Text(record, name)
        : type == typeof(object)
            ? name == "errors" ? Errors()
                : new() { ["type"] = new JsonArray("string", "integer", "null") }
        : type == typeof(IDictionary<string, string[]>) ? FieldErrors()
        : type == typeof(IReadOnlyDictionary<string, object>) ? new() { ["type"] = "object", ["additionalProperties"] = true }
        : throw new NotSupportedException($"Nothing is said of what {name}, a {type}, can be.");

    /// <summary>One sentence about the request, or sentences by the names of its fields.</summary>
    public static JsonObject Errors() => new() { ["oneOf"] = new JsonArray(FieldErrors(), new JsonObject { ["type"] = "string" }) };

    private static JsonObject FieldErrors()
    {
        var sentences = new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = new JsonObject { ["type"] = "string" },
        };
        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = sentences,
            ["examples"] = new JsonArray(new JsonObject { ["instructions"] = new JsonArray("can't be blank") }),
        };
    }

    private static string[] Roles => [.. Enum.GetValues<Role>().Select(role => role.Name())];

    private static JsonObject Number(string name, Type type) =>
        name == "id" || name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_ids", StringComparison.Ordinal) ? Values.Id()
        : name is "status" or "response_status" ? Values.Whole(100, 599, 422)
        : name is "position" or "version" or "current_page" or "per_page" or "attempts" or "number" ? Values.Whole(1, Largest(type), 1)
        : Values.Whole(0, Largest(type), 0);

    private static JsonObject Text(Type record, string name) =>
        $"{record.Name}.{name}" switch
        {
            "PublicEvent.type" => Like("clinicnotes.addendum.requested.v1"),
            "PublicEvent.id" or "DeliveryResponse.event_id" or "Sent.event_id" => Like("0199c6a1-6f6e-7d33-b7a5-1c1f0d0f0a01"),
            "Shown.status" => Values.OneOf("active", "paused"),
            "DeliveryResponse.status" or "Sent.status" => Values.OneOf("delivered", "failed"),
            "Problem.type" => Like("about:blank"),
            "Shown.types" => Like("clinicnotes.addendum.requested.v1"),
            _ => Text(name),
        };

    private static JsonObject Text(string name) =>
        name switch
        {
            "signature" or "responded_signature" => Values.Signature(),
            "signature_sha256" => Values.Sha256(),
            "instructions" => Values.Text("Please fix this issue asap, names don't match"),
            "instructions_response" => Values.Text("Fixing the names with the correct data"),
            "position" or "sequence" or "next" => Values.Position(),
            "hashes" => Values.Given("^[A-Za-z0-9+/]{43}=$", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            "request_id" => Values.Given("^[A-Za-z0-9._-]{1,128}$", "0193f1f67c0e7b0f8d8f4a3f1d1c2b3a"),
            "role" or "actor_role" => Values.OneOf(Roles),
            "what" => Values.OneOf([.. Enum.GetValues<ReadKind>().Select(kind => kind.Name())]),
            "name" or "actor_name" => Like("Ada Example"),
            "token" => Like("Qm9zrp3TFxJkXEYhKWi2mWwVYvVvV5yDCkdCBy1sVYQ"),
            "url" => Like("https://hooks.example.com/clinicnotes"),
            "stream" => Like("addendum-39"),
            "type" => Like("addendum_requested"),
            "field" => Like("instructions_response"),
            "remote_address" => Like("192.0.2.7"),
            "secret" => Like("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "specversion" => Like("1.0"),
            "source" => Like("clinicnotes/1"),
            "subject" => Like("session-note-46"),
            "datacontenttype" => Like("application/json"),
            "title" => Like("Unprocessable Entity"),
            _ => Like("The receiver answered 503."),
        };

    private static JsonObject Like(string example) => new() { ["type"] = "string", ["examples"] = new JsonArray(example) };

    private static long? Largest(Type type) => type == typeof(int) ? int.MaxValue : null;
}
