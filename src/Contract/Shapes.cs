using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.WebApi;

namespace ClinicNotes.Contract;

/// <summary>The schemas of bodies: those of answers are made of the records that the service writes, and of their documentation.</summary>
internal sealed class Shapes
{
    // What these lists hold is no record of its own: their items lack the signatures unless they are asked for.
    private static readonly Dictionary<string, Type> Listed = new()
    {
        ["addendums"] = typeof(AddendumResponse),
        ["sign_offs"] = typeof(SignOffResponse),
    };

    private readonly SortedDictionary<string, JsonObject?> _schemas = new(StringComparer.Ordinal);

    /// <summary>Every schema that was referred to, by its name.</summary>
    public JsonObject Schemas => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, schema.Value?.DeepClone())));

    /// <summary>A reference to the schema of a request's body.</summary>
    public JsonObject Reference(Shape body) => Reference(body.Name, () => body.Schema);

    /// <summary>A reference to the schema of an answer.</summary>
    public JsonObject Reference(Type record) => Reference(NameOf(record), () => ObjectOf(record));

    private JsonObject Reference(string name, Func<JsonObject> schema)
    {
        if (_schemas.TryAdd(name, null))
            _schemas[name] = schema();
        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    /// <summary>What it shows; a part of an answer is named by that too.</summary>
    private static string NameOf(Type record)
    {
        var name = record.Name.Replace("Response", "", StringComparison.Ordinal).Replace("Then", "", StringComparison.Ordinal);
        return record.DeclaringType is { } whole ? NameOf(whole) + name : name;
    }

    private JsonObject ObjectOf(Type record, params string[] optional)
    {
        var (fields, required) = (new JsonObject(), new JsonArray());
        foreach (var field in WireJson.Documented.Options.GetTypeInfo(record).Properties)
        {
            var property = (PropertyInfo)field.AttributeProvider!;
            fields[field.Name] = SchemaOf(field).Saying(FieldDocumentation.Of(property));
            if (!property.IsDefined(typeof(JsonIgnoreAttribute)) && !optional.Contains(field.Name))
                required.Add(field.Name);
        }

        var schema = new JsonObject { ["type"] = "object" }.Saying(FieldDocumentation.Of(record));
        return schema.With("properties", fields).With("required", required);
    }

    private JsonObject SchemaOf(JsonPropertyInfo field)
    {
        var type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
        var schema = ListOf(field, type) ?? RecordOf(type) ?? Fields.Of(field.DeclaringType, field.Name, type);
        var isNullable = type != field.PropertyType || (field.IsGetNullable && type.IsClass);
        if (!isNullable || schema["type"] is JsonArray || schema.ContainsKey("oneOf"))
            return schema;

        return schema.ContainsKey("$ref")
            ? new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) }
            : schema.OrNull();
    }

    private JsonObject? ListOf(JsonPropertyInfo field, Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            return null;

        var item = type.GetGenericArguments()[0];
        var schema =
            item == typeof(object) ? ListedOf(Listed[field.Name]) : RecordOf(item) ?? Fields.Of(field.DeclaringType, field.Name, item);
        return new() { ["type"] = "array", ["items"] = schema };
    }

    private JsonObject ListedOf(Type record) =>
        Reference($"Listed{NameOf(record)}", () => ObjectOf(record, "signature", "responded_signature"));

    private JsonObject? RecordOf(Type type) =>
        type.IsClass && type.Namespace!.StartsWith(nameof(ClinicNotes), StringComparison.Ordinal) ? Reference(type) : null;
}
