using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClinicNotes.Application.Feed;
using ClinicNotes.Architecture.Tests;
using ClinicNotes.Domain;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;

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
        var events = messages.Where(message => message.Key is not ("SessionNoteRegistered" or Test)).ToList();
        events
            .Select(message => (string)message.Value!["name"]!)
            .ShouldBe(StoredEvents.ByName.Keys.Select(PublicTypes.Of), ignoreOrder: true);
        foreach (var (_, message) in messages)
            ((string)message!["payload"]!["schema"]!["$ref"]!).ShouldBe($"schemas/{message["name"]}.json");
        foreach (var (_, channel) in api["channels"]!.AsObject().Where(channel => channel.Key != "sessionNotes"))
            channel!["messages"]!
                .AsObject()
                .Select(message => (string)message.Value!["$ref"]!)
                .Except([$"#/components/messages/{Test}"])
                .ShouldBe(events.Select(message => $"#/components/messages/{message.Key}"));
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

    [Fact]
    public async Task What_the_service_has_in_the_broker_is_called_as_the_document_says()
    {
        var channels = (await running.Service.As(null).Get("/asyncapi/v1.json")).Json["channels"]!;
        var names = BrokerNames.From(new ConfigurationBuilder().Build());

        ((string)channels["rabbitmq"]!["bindings"]!["amqp"]!["exchange"]!["name"]!).ShouldBe(names.Events);
        ((string)channels["sessionNotes"]!["bindings"]!["amqp"]!["queue"]!["name"]!).ShouldBe(names.SessionNotes);
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
