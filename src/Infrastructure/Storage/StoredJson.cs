using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClinicNotes.Domain.Access;
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
            Converters = { new JsonStringEnumConverter<Role>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        };
        return options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
    }
}
