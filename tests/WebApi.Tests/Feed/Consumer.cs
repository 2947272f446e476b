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

/// <summary>
/// Follows by server-sent events. As chance has it, it breaks off, after nothing or some events, and goes on as a browser does, at any service.
/// </summary>
internal sealed class Streamer(Service[] services, Random? chance = null, string filter = "") : Consumer
{
    private const int Most = 30;

    private Follower? _follower;
    private string? _lastEventId;
    private int _left;

    public override string ToString() => $"server-sent events{(chance is null ? "" : ", broken off")} {filter}";

    /// <summary>How often it has broken off.</summary>
    public int TimesBrokenOff { get; private set; }

    protected override async Task Next()
    {
        if (_follower is null)
        {
            _follower = await Follower.Of(services[chance?.Next(services.Length) ?? 0], filter, _lastEventId);
            _left = chance?.Next(Most) ?? int.MaxValue;
        }

        if (_left-- == 0)
        {
            await _follower.DisposeAsync();
            _follower = null;
            TimesBrokenOff++;
            return;
        }

        See(JsonNode.Parse((await _follower.Next()).Data)!);
        _lastEventId = _follower.LastEventId;
    }
}
