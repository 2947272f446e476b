using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>
/// What the AsyncAPI document that is checked in says of each channel's messages beside their payload, as a validator: what it says nothing of
/// must not be there.
/// </summary>
internal static class ChannelSchema
{
    /// <summary>What HTTP itself needs.</summary>
    private static readonly string[] OfHttp = ["Host", "Content-Length"];

    private static readonly JsonNode Document = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Checkout.Root, EventSchema.Folder, "v1.json"))
    )!;

    private static readonly Dictionary<(string Channel, string Message), JsonSchema> Schemas = (
        from operation in Document["operations"]!.AsObject()
        let channel = ((string)operation.Value!["channel"]!["$ref"]!).Split('/')[^1]
        from message in Document["channels"]![channel]!["messages"]!.AsObject()
        let described = WithTraits(Target(message.Value!))
        select (Key: (channel, (string)described["name"]!), Value: Schema(described, operation.Value!))
    ).ToDictionary(of => of.Key, of => of.Value);

    /// <summary>Why a request that brings an event is none of the channel of webhooks; <c>null</c> if it is one.</summary>
    public static string? FaultOfWebhook(string type, IEnumerable<KeyValuePair<string, string>> headers) =>
        Fault(
            "webhooks",
            type,
            headers.Where(header => !OfHttp.Contains(header.Key)).Select(header => (header.Key, (JsonNode?)header.Value))
        );

    /// <summary>Why a frame is none of the channel of server-sent events; <c>null</c> if it is one.</summary>
    public static string? FaultOfFrame(string type, string? id) => Fault("stream", type, [("event", type), ("id", id)]);

    /// <summary>Why a message has not the properties and headers of a channel of RabbitMQ; <c>null</c> if it has.</summary>
    public static string? FaultOfRabbitMq(string channel, string message, IReadOnlyBasicProperties properties) =>
        Fault(
            channel,
            message,
            [
                ("message-id", properties.MessageId),
                ("type", properties.Type),
                ("timestamp", properties.IsTimestampPresent() ? properties.Timestamp.UnixTime : null),
                ("content-type", properties.ContentType),
                ("content-encoding", properties.ContentEncoding),
                ("delivery-mode", properties.IsDeliveryModePresent() ? (int)properties.DeliveryMode : null),
                .. (properties.Headers ?? new Dictionary<string, object?>()).Select(header =>
                    (header.Key, (JsonNode?)(header.Value is byte[] text ? Encoding.UTF8.GetString(text) : $"{header.Value}"))
                ),
            ]
        );

    private static string? Fault(string channel, string message, IEnumerable<(string Name, JsonNode? Value)> told)
    {
        if (!Schemas.TryGetValue((channel, message), out var schema))
            return $"There is no {message} in {channel}.";

        var headers = new JsonObject(
            told.Where(header => header.Value is not null).Select(header => KeyValuePair.Create(header.Name, header.Value))
        );
        return EventSchema.Fault(JsonElement.Parse(headers.ToJsonString()), schema) is { } fault
            ? $"{headers.ToJsonString()}\n{fault}"
            : null;
    }

    private static JsonSchema Schema(JsonObject message, JsonNode operation)
    {
        var fixedByDocument = new JsonObject();
        var amqp = operation["bindings"]!["amqp"];
        if (amqp is not null)
        {
            Fix("content-type", message["contentType"]);
            Fix("content-encoding", message["bindings"]?["amqp"]?["contentEncoding"]);
            Fix("delivery-mode", amqp["deliveryMode"]);
        }

        var sends = (string)operation["action"]! == "send";
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["allOf"] = new JsonArray(
                message["headers"]?.DeepClone() ?? true,
                message["bindings"]?["http"]?["headers"]?.DeepClone() ?? true,
                new JsonObject
                {
                    ["required"] = new JsonArray([.. sends ? fixedByDocument.Select(part => JsonValue.Create(part.Key)) : []]),
                    ["properties"] = fixedByDocument,
                }
            ),
            ["unevaluatedProperties"] = false,
        };
        return JsonSchema.Build(JsonElement.Parse(schema.ToJsonString()), new BuildOptions { SchemaRegistry = new() });

        void Fix(string name, JsonNode? value)
        {
            if (value is not null)
                fixedByDocument[name] = new JsonObject { ["const"] = value.DeepClone() };
        }
    }

    private static JsonObject WithTraits(JsonNode message)
    {
        var whole = message.DeepClone().AsObject();
        foreach (var (name, value) in (message["traits"]?.AsArray() ?? []).SelectMany(trait => Target(trait!).AsObject()))
            whole.TryAdd(name, value!.DeepClone());
        return whole;
    }

    private static JsonNode Target(JsonNode node) =>
        (string?)node["$ref"] is { } reference ? reference.Split('/').Skip(1).Aggregate(Document, (at, name) => at[name]!) : node;
}
