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
/// <param name="taken">What has been taken from it.</param>
/// <param name="pattern">What it is bound for.</param>
internal sealed class QueueReader(Func<IReadOnlyList<Subscriber.Message>> taken, string pattern) : PushedConsumer
{
    public override string ToString() => $"RabbitMQ, {pattern}";

    protected override async Task<JsonNode> At(int n)
    {
        await Patiently.Until(() => taken().Count > n, $"{this}: no more than {n} messages have come.");
        var message = taken()[n];
        message.Id.ShouldBe((string)message.Event["id"]!);
        return message.Event;
    }
}

/// <summary>Has a webhook.</summary>
/// <param name="taken">What it has taken.</param>
/// <param name="types">Which types it gets.</param>
internal sealed class HookReader(Func<IReadOnlyList<Received>> taken, string types) : PushedConsumer
{
    public override string ToString() => $"webhook {types}";

    /// <summary>One that takes all that comes.</summary>
    public static Task<HookReader> Of(Service service, Receiver.Inbox inbox) => Of(service, inbox.Url, () => inbox.All);

    public static Task<HookReader> Of(Service service, UnsteadyHook hook, params string[] types) =>
        Of(service, hook.Url, () => hook.Taken, types);

    private static async Task<HookReader> Of(Service service, string url, Func<IReadOnlyList<Received>> taken, params string[] types)
    {
        var webhook = new JsonObject { ["url"] = url, ["after"] = "0" };
        if (types is not [])
            webhook["types"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        var reply = await service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        reply.ShouldBe(HttpStatusCode.Created);
        return new(taken, string.Join(',', types));
    }

    protected override async Task<JsonNode> At(int n)
    {
        await Patiently.Until(() => taken().Count > n, $"{this}: no more than {n} events have come.");
        var received = taken()[n];
        received.Id.ShouldBe((string)received.Event["id"]!);
        return received.Event;
    }
}
