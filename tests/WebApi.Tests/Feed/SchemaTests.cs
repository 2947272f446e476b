using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClinicNotes.Application.Feed;
using ClinicNotes.Architecture.Tests;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Feed;

public sealed class SchemaTests(RunningService running) : IClassFixture<RunningService>
{
    /// <summary>What is no event, and only webhooks get.</summary>
    private const string Test = "webhook.test.v1";

    public static TheoryData<string> Samples => [.. EventSamples.ByFile.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_event_that_can_be_stored_is_told_as_its_schema_says(string sample) =>
        EventSchema.ShouldHold(Told(sample).ToJsonString());

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_schema_lets_through_nothing_that_it_does_not_know_and_no_value_of_another_kind(string sample)
    {
        foreach (var part in Objects(Told(sample)).Select(found => found.GetPath()).ToArray())
        {
            var more = Told(sample);
            Objects(more).Single(found => found.GetPath() == part)["more"] = 1;
            EventSchema.Fault(more.ToJsonString()).ShouldNotBeNull($"{part}.more");

            // By its type its schema is found.
            var fields = Objects(more).Single(found => found.GetPath() == part).Select(field => field.Key);
            foreach (var field in fields.Except(["type", "more"]))
            {
                var other = Told(sample);
                Objects(other).Single(found => found.GetPath() == part)[field] = true;
                EventSchema.Fault(other.ToJsonString()).ShouldNotBeNull($"{part}.{field}");
            }
        }
    }

    [Fact]
    public void Every_field_of_every_schema_is_one_that_an_event_has()
    {
        var told = EventSamples.ByFile.Keys.Select(Told).ToLookup(e => (string)e["type"]!);
        foreach (var type in told)
        {
            var schema = JsonNode.Parse(File.ReadAllText(EventSchema.File($"{type.Key}.json")))!;
            var known = schema["properties"]!["data"]!["properties"]!["changes"]!["properties"]!.AsObject().Select(field => field.Key);
            type.SelectMany(e => e["data"]!["changes"]!.AsObject().Select(field => field.Key))
                .Distinct()
                .ShouldBe(known, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task The_files_that_are_checked_in_are_what_anybody_gets()
    {
        var folder = Path.Combine(Checkout.Root, EventSchema.Folder);
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).ToArray();
        files.Length.ShouldBe(StoredEvents.ByName.Count + 4);
        foreach (var file in files)
        {
            var path = $"/asyncapi/{Path.GetRelativePath(folder, file).Replace('\\', '/')}";
            var reply = (await running.Service.As(null).Get(path)).ShouldBe(HttpStatusCode.OK);
            reply.Body.ShouldBe(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), path);
        }

        (await running.Service.As("demo-service").Get("/asyncapi/schemas/none.json")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_way_that_events_come_has_every_type_and_each_has_its_schema()
    {
        var api = (await running.Service.As(null).Get("/asyncapi/v1.json")).Json;
        var messages = api["components"]!["messages"]!.AsObject();

        ((string)api["asyncapi"]!).ShouldBe("3.0.0");
        var events = messages
            .Where(message => !message.Key.StartsWith("SessionNote", StringComparison.Ordinal) && message.Key != Test)
            .ToList();
        events
            .Select(message => (string)message.Value!["name"]!)
            .ShouldBe(StoredEvents.ByName.Keys.Select(PublicTypes.Of), ignoreOrder: true);
        foreach (var (_, message) in messages.Where(message => message.Key != "SessionNoteRefused"))
            ((string)message!["payload"]!["schema"]!["$ref"]!).ShouldBe($"schemas/{message["name"]}.json");
        foreach (
            var (_, channel) in api["channels"]!.AsObject().Where(channel => channel.Key is not ("sessionNotes" or "deadSessionNotes"))
        )
        {
            var those = channel!["messages"]!.AsObject();
            those.Select(message => message.Key).Except([Test]).ShouldBe(events.Select(message => message.Key));
            foreach (var (type, message) in those.Where(message => message.Value!["$ref"] is null))
            {
                foreach (var field in new[] { "name", "title", "contentType" })
                    ((string)message![field]!).ShouldBe((string)messages[type]![field]!);
                ((string)message!["payload"]!["$ref"]!).ShouldBe($"#/components/messages/{type}/payload");
            }
        }

        api["channels"]!
            .AsObject()
            .Where(channel => channel.Value!["messages"]![Test] is not null)
            .Select(channel => channel.Key)
            .ShouldBe(["webhooks"]);
        References(api)
            .Where(reference => reference.StartsWith("#/", StringComparison.Ordinal))
            .ShouldAllBe(reference =>
                reference.Split('/', StringSplitOptions.None).Skip(1).Aggregate((JsonNode?)api, (at, name) => at![name]) != null
            );
    }

    [Theory]
    [InlineData("webhook-id", null)]
    [InlineData("webhook-id", "46")]
    [InlineData("webhook-timestamp", null)]
    [InlineData("webhook-timestamp", "2023-10-20T10:00:00Z")]
    [InlineData("webhook-signature", null)]
    [InlineData("webhook-signature", "v1,c2lnbmVk")]
    [InlineData("Content-Type", null)]
    [InlineData("Content-Type", "application/json")]
    [InlineData("X-More", "1")]
    public void A_webhook_without_one_of_its_headers_or_with_another_is_none(string header, string? value)
    {
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = "0199c6a1-6f6e-7d33-b7a5-1c1f0d0f0a01",
            ["webhook-timestamp"] = "1697796000",
            ["webhook-signature"] = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
            ["Content-Type"] = "application/cloudevents+json; charset=utf-8",
            ["Host"] = "receiver.example",
        };
        ChannelSchema.FaultOfWebhook("clinicnotes.addendum.requested.v1", headers).ShouldBeNull();

        headers.Remove(header);
        if (value is not null)
            headers[header] = value;

        ChannelSchema.FaultOfWebhook("clinicnotes.addendum.requested.v1", headers).ShouldNotBeNull();
    }

    [Fact]
    public void A_message_of_RabbitMQ_without_one_of_its_properties_or_with_another_is_none()
    {
        const string type = "clinicnotes.addendum.requested.v1";
        Fault(_ => { }).ShouldBeNull();
        Action<BasicProperties>[] changes =
        [
            p => p.MessageId = null,
            p => p.MessageId = "46",
            p => p.Type = null,
            p => p.ClearTimestamp(),
            p => p.ContentType = null,
            p => p.ContentType = "application/json",
            p => p.ContentEncoding = null,
            p => p.DeliveryMode = DeliveryModes.Transient,
            p => p.Headers = new Dictionary<string, object?> { ["reason"] = "None" },
        ];
        foreach (var change in changes)
            Fault(change).ShouldNotBeNull();
        ChannelSchema.FaultOfRabbitMq("deadSessionNotes", "SessionNoteRefused", new BasicProperties()).ShouldNotBeNull();

        static string? Fault(Action<BasicProperties> change)
        {
            var properties = new BasicProperties
            {
                MessageId = "0199c6a1-6f6e-7d33-b7a5-1c1f0d0f0a01",
                Type = type,
                Timestamp = new AmqpTimestamp(1697796000),
                ContentType = "application/cloudevents+json",
                ContentEncoding = "utf-8",
                DeliveryMode = DeliveryModes.Persistent,
            };
            change(properties);
            return ChannelSchema.FaultOfRabbitMq("rabbitmq", type, properties);
        }
    }

    [Theory]
    [InlineData("clinicnotes.addendum.requested.v1", null)]
    [InlineData("clinicnotes.addendum.requested.v1", "0")]
    [InlineData("message", "46")]
    public void A_frame_without_a_position_or_of_an_unknown_type_is_no_event_that_is_sent(string type, string? id)
    {
        ChannelSchema.FaultOfFrame("clinicnotes.addendum.requested.v1", "46").ShouldBeNull();
        ChannelSchema.FaultOfFrame(type, id).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_the_service_has_in_the_broker_is_called_as_the_document_says()
    {
        var channels = (await running.Service.As(null).Get("/asyncapi/v1.json")).Json["channels"]!;
        var names = BrokerNames.From(new ConfigurationBuilder().Build());

        ((string)channels["rabbitmq"]!["bindings"]!["amqp"]!["exchange"]!["name"]!).ShouldBe(names.Events);
        ((string)channels["sessionNotes"]!["bindings"]!["amqp"]!["queue"]!["name"]!).ShouldBe(names.SessionNotes);
        ((string)channels["deadSessionNotes"]!["bindings"]!["amqp"]!["queue"]!["name"]!).ShouldBe(names.DeadLetters);
        BrokerNames
            .RoutingKey(1, "clinicnotes.addendum.requested.v1")
            .ShouldBe(
                ((string)channels["rabbitmq"]!["address"]!)
                    .Replace("{clinic_id}", "1", StringComparison.Ordinal)
                    .Replace("{type}", "clinicnotes.addendum.requested.v1", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void The_catalogue_lists_every_type_with_every_field()
    {
        var catalogue = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "events.md"));
        foreach (var type in StoredEvents.ByName.Keys.Select(PublicTypes.Of))
        {
            var row = catalogue.Single(line => line.StartsWith($"| `{type}` |", StringComparison.Ordinal));
            var schema = JsonNode.Parse(File.ReadAllText(EventSchema.File($"{type}.json")))!;
            foreach (var (field, _) in schema["properties"]!["data"]!["properties"]!["changes"]!["properties"]!.AsObject())
                row.ShouldContain($"`{field}`");
        }
    }

    private static JsonObject Told(string sample)
    {
        var e = (IRecorded)EventSamples.ByFile[sample];
        var stored = StoredEvents.ByName.Single(type => type.Value == e.GetType()).Key;
        var entry = new FeedEntry(7, "0199c6a1-0000-7000-8000-000000000001", StreamOf(stored), 1, stored, e);
        var told = PublicEvent.Of(entry, new FeedSource("clinicnotes/1", "https://notes.example"));
        return JsonSerializer.SerializeToNode(told, WireJson.Documented.PublicEvent)!.AsObject();
    }

    private static string StreamOf(string stored) =>
        stored.Split('_') switch
        {
            ["session", "note", ..] => "session-note-46",
            ["session", "notes", ..] => "reads-125",
            ["addendum", ..] => "addendum-39",
            ["sign", "in", ..] => "refused-sign-ins-7",
            ["sign", "off", ..] => "sign-off-25",
            ["ledger", ..] => "ledger",
            ["webhook", ..] => "webhook-5",
            _ => "user-123",
        };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject found => found.SelectMany(field => Objects(field.Value)).Prepend(found),
            JsonArray list => list.SelectMany(Objects),
            _ => [],
        };

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject found => found.SelectMany(field => field.Key == "$ref" ? [(string)field.Value!] : References(field.Value)),
            JsonArray list => list.SelectMany(References),
            _ => [],
        };
}
