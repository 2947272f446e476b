using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Running;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Consumes from one service, and goes to the other when that is gone.</summary>
internal abstract class MovingConsumer(ServiceProcess first, ServiceProcess other) : Consumer
{
    protected ServiceProcess At { get; private set; } = first;

    public bool HasMoved => At == other;

    protected override async Task Next()
    {
        try
        {
            await Take();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException && !HasMoved)
        {
            At = other;
        }
    }

    protected abstract Task Take();
}

/// <summary>Asks for page after page, and waits for each.</summary>
internal sealed class MovingPuller(ServiceProcess first, ServiceProcess other) : MovingConsumer(first, other)
{
    protected override async Task Take()
    {
        var page = (await At.As("demo-service").Get($"/v1/clinic/events?after={Position}&wait=30")).ShouldBe(HttpStatusCode.OK).Json;
        foreach (var e in page["events"]!.AsArray())
            See(e!);
        Position = long.Parse((string)page["next"]!, CultureInfo.InvariantCulture);
    }
}

/// <summary>Follows by server-sent events.</summary>
internal sealed class MovingStreamer(ServiceProcess first, ServiceProcess other) : MovingConsumer(first, other)
{
    private Follower? _follower;
    private ServiceProcess? _followed;

    protected override async Task Take()
    {
        if (_followed != At)
        {
            _follower = await Follower.Of(At.Http, lastEventId: Position == 0 ? null : $"{Position}");
            _followed = At;
        }

        See(JsonNode.Parse((await _follower!.Next()).Data)!);
    }
}
