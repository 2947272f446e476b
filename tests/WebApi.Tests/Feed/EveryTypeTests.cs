using System.Diagnostics;
using ClinicNotes.WebApi.Tests.Broker;
using ClinicNotes.WebApi.Tests.Commands;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Every way that events come, with every type of the catalogue on it.</summary>
public sealed class EveryTypeTests(EventsOfEveryType events) : IClassFixture<EventsOfEveryType>
{
    private static readonly string[] Catalogue =
    [
        .. File.ReadLines(Path.Combine(Checkout.Root, "docs", "events.md"))
            .Where(line => line.StartsWith("| `clinicnotes.", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]),
    ];

    [Fact]
    public Task By_pull() => Brings(new Puller(events.Service, wait: 0));

    [Fact]
    public Task By_server_sent_events() => Brings(new Streamer([events.Service]));

    [Fact]
    public async Task By_webhook() => await Brings(await HookReader.Of(events.Service, events.Receiver.At("hook")));

    [Fact]
    public async Task By_RabbitMQ()
    {
        await using var subscriber = await Subscriber.Of(events.Broker, events.Names, pattern: null, events.Queue);
        await Brings(new QueueReader(() => subscriber.All, events.Queue));
    }

    [Fact]
    public Task By_events_tail() => Brings(call => new LineReader(call), "events", "tail", "--clinic=1", "--after=0", "--follow", "--json");

    [Fact]
    public Task By_events_listen()
    {
        var inbox = events.Receiver.At("listen");
        return Brings(
            _ => new HookReader(() => inbox.All, "events listen"),
            "events",
            "listen",
            "--clinic=1",
            "--after=0",
            $"--forward-to={inbox.Url}"
        );
    }

    private async Task Brings(Func<Process, Consumer> consumer, params string[] arguments)
    {
        using var call = Called.Start(events.Service, arguments);
        try
        {
            await Brings(consumer(call));
        }
        finally
        {
            call.Kill();
        }
    }

    /// <summary>States that a consumer, who holds each event against its schema, gets all there are, and some of each type.</summary>
    private async Task Brings(Consumer consumer)
    {
        await consumer.Consume(Task.FromResult(events.End));

        consumer.Ids(events.End).ShouldBe(events.Ids);
        consumer.Seen.Select(e => (string)e["type"]!).Distinct().ShouldBe(Catalogue, ignoreOrder: true);
    }
}
