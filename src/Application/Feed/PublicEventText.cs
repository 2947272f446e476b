using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Application.Feed;

/// <summary>Events as JSON, the same bytes by whatever way a consumer gets them.</summary>
public static class PublicEventText
{
    private static readonly PublicEventJson Documented = new(
        new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Converters = { new WireInstant() },
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    public static string Of(PublicEvent e) => JsonSerializer.Serialize(e, Documented.PublicEvent);
}

[JsonSerializable(typeof(PublicEvent))]
[JsonSerializable(typeof(PublicRead[]))]
[JsonSerializable(typeof(PublicSignature))]
[JsonSerializable(typeof(CoveredEvent))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(Instant))]
internal sealed partial class PublicEventJson : JsonSerializerContext;
