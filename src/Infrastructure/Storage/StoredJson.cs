using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>The JSON of event bodies: snake_case, names for enums, RFC 3339 instants in UTC, nothing for what is <c>null</c>.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatIsNeverNull } },
            Converters =
            {
                new JsonStringEnumConverter<Role>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
                new JsonStringEnumConverter<ReadKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            },
        };
        return options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
    }

    // A body that lacks something was tampered with: read as nothing, or as zero, that would tell what nobody recorded.
    private static void RequireWhatIsNeverNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired = property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false };
    }
}
