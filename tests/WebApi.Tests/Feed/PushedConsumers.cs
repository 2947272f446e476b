using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Broker;
using ClinicNotes.WebApi.Tests.Webhooks;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Gets events sent, each at least once: what comes again must be what came before.</summary>
internal abstract class PushedConsumer : Consumer
{
    private int _next;

    protected override async Task Next()
    {
        var e = await At(_next++);
        var position = long.Parse((string)e["sequence"]!);
        if (position > Position)
            See(e);
        else
            Seen.Single(seen => (string)seen["sequence"]! == (string)e["sequence"]!).ToJsonString().ShouldBe(e.ToJsonString());
    }

    /// <summary>What came as the n-th, once it has come.</summary>
    protected abstract Task<JsonNode> At(int n);
}

/// <summary>Has a queue in RabbitMQ.</summary>
internal sealed class QueueReader(Subscriber subscriber, string pattern) : PushedConsumer
{
    public override string ToString() => $"RabbitMQ, {pattern}";

    protected override async Task<JsonNode> At(int n)
    {
        await Patiently.Until(() => subscriber.All.Count > n, $"{this}: no more than {n} messages have come.");
        return subscriber.All[n].Event;
    }
}

/// <summary>Has a webhook.</summary>
internal sealed class HookReader(Receiver.Inbox inbox, string types) : PushedConsumer
{
    public override string ToString() => $"webhook {types}";

    public static async Task<HookReader> Of(Service service, Receiver.Inbox inbox, params string[] types)
    {
        var webhook = new JsonObject { ["url"] = inbox.Url, ["after"] = "0" };
        if (types is not [])
            webhook["types"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        var reply = await service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        reply.ShouldBe(HttpStatusCode.Created);
        return new(inbox, string.Join(',', types));
    }

    protected override async Task<JsonNode> At(int n)
    {
        await Patiently.Until(() => inbox.All.Length > n, $"{this}: no more than {n} events have come.");
        return inbox.All[n].Event;
    }
}
