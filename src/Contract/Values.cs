using System.Text.Json.Nodes;
using ClinicNotes.Application;
using ClinicNotes.Domain.Access;
using ClinicNotes.Infrastructure.Storage;

namespace ClinicNotes.Contract;

/// <summary>The schemas of single values. Each call makes a new one, as a node of JSON has one place only.</summary>
internal static class Values
{
    private const string Day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private const string Time = "[0-9]{2}:[0-9]{2}:[0-9]{2}";

    public static JsonObject Id(long example = 46) => Whole(1, GivenId.Largest, example);

    public static JsonObject Whole(long from, long? to, long example)
    {
        var schema = new JsonObject
        {
            ["type"] = "integer",
            ["format"] = to is <= int.MaxValue ? "int32" : "int64",
            ["minimum"] = from,
        };
        if (to is { } most)
            schema["maximum"] = most;
        return schema.With("examples", new JsonArray(example));
    }

    /// <summary>A text as somebody may give it.</summary>
    public static JsonObject Text(string example) => Given($@"\S", example).With("minLength", 1).With("maxLength", FieldRules.LongestText);

    public static JsonObject Signature() =>
        Given("^data:image/png;base64,[A-Za-z0-9+/]+={0,2}$", Picture).With("maxLength", 22 + (4 * ((256 * 1024 + 2) / 3)));

    /// <summary>An instant with an offset, or a date.</summary>
    public static JsonObject Date(string example = "2023-10-27T21:40:00.000Z") =>
        Given($@"^{Day}([Tt]{Time}(\.[0-9]+)?([Zz]|[+-][0-9]{{2}}:[0-9]{{2}}))?$", example);

    /// <summary>An instant as the service writes it.</summary>
    public static JsonObject Instant() => Given($@"^{Day}T{Time}\.[0-9]{{3}}Z$", "2023-10-20T10:00:00.000Z").With("format", "date-time");

    /// <summary>A position of the ledger as a text.</summary>
    public static JsonObject Position() => Given("^(0|[1-9][0-9]{0,15})$", "17");

    public static JsonObject Sha256() => Given("^[0-9a-f]{64}$", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    public static JsonObject Roles() =>
        new()
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = OneOf([.. Enum.GetValues<Role>().Select(role => role.Name())]),
        };

    public static JsonObject StoredTypes() => OneOf([.. StoredEvents.ByName.Keys.Order(StringComparer.Ordinal)]);

    public static JsonObject PublicTypes() =>
        OneOf([.. StoredEvents.ByName.Keys.Select(Application.Feed.PublicTypes.Of).Order(StringComparer.Ordinal)]);

    public static JsonObject OneOf(params string[] words) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    public static JsonObject Given(string pattern, string example) =>
        new()
        {
            ["type"] = "string",
            ["pattern"] = pattern,
            ["examples"] = new JsonArray(example),
        };

    /// <summary>The same schema, and <c>null</c> besides.</summary>
    public static JsonObject OrNull(this JsonObject schema)
    {
        if (schema["enum"] is JsonArray words)
            words.Add(null);
        return schema.With("type", new JsonArray(schema["type"]!.DeepClone(), "null"));
    }

    public static JsonObject With(this JsonObject schema, string keyword, JsonNode? value)
    {
        schema[keyword] = value;
        return schema;
    }

    public static JsonObject Saying(this JsonObject schema, string description) => schema.With("description", description);

    private const string Picture =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==";
}
