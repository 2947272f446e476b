using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents.SystemTextJson;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Consumes the feed of clinic 1 from its beginning.</summary>
internal abstract class Consumer
{
    private static readonly JsonEventFormatter Formatter = new();

    private readonly List<JsonNode> _seen = [];

    /// <summary>What it was sent, in that order.</summary>
    public IReadOnlyList<JsonNode> Seen => _seen;

    /// <summary>The last position of which it was told.</summary>
    protected long Position { get; set; }

    /// <summary>Consumes up to a position which is known when all has been written.</summary>
    public async Task<Consumer> Consume(Task<long> end)
    {
        while (!end.IsCompleted || Position < await end)
            await Next();

        return this;
    }

    /// <summary>The ids of what it was sent, up to a position.</summary>
    public IEnumerable<string> Ids(long end) => _seen.Where(e => PositionOf(e) <= end).Select(e => (string)e["id"]!);

    protected abstract Task Next();

    protected void See(JsonNode e)
    {
        EventSchema.ShouldHold(e.ToJsonString());
        Formatter.DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(e.ToJsonString()), null, null).IsValid.ShouldBeTrue();
        PositionOf(e).ShouldBeGreaterThan(Position);
        Position = PositionOf(e);
        _seen.Add(e);
    }

    private static long PositionOf(JsonNode e) => long.Parse((string)e["sequence"]!, CultureInfo.InvariantCulture);
}

/// <summary>Asks for page after page.</summary>
internal sealed class Puller(Service service, int wait, string filter = "") : Consumer
{
    public override string ToString() => $"pull, wait={wait} {filter}";

    protected override async Task Next()
    {
        var page = (await service.As("demo-service").Get($"/v1/clinic/events?after={Position}&limit=13&wait={wait}&{filter}"))
            .ShouldBe(HttpStatusCode.OK)
            .Json;
        foreach (var e in page["events"]!.AsArray())
            See(e!);
        Position = long.Parse((string)page["next"]!, CultureInfo.InvariantCulture);
    }
}

/// <summary>Follows by server-sent events, and is cut off now and then.</summary>
internal sealed class Streamer(Service service, int cutAfter, string filter = "") : Consumer
{
    private Follower? _follower;
    private int _sinceCut;

    public override string ToString() => $"server-sent events, cut after {cutAfter} {filter}";

    protected override async Task Next()
    {
        _follower ??= await Follower.Of(service, filter, lastEventId: Position == 0 ? null : $"{Position}");
        var e = await _follower.Next();
        e.EventId.ShouldNotBeNull();
        See(JsonNode.Parse(e.Data)!);
        if (++_sinceCut < cutAfter)
            return;

        await _follower.DisposeAsync();
        (_follower, _sinceCut) = (null, 0);
    }
}
