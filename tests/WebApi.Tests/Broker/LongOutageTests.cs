using System.Collections.Concurrent;
using System.Diagnostics;
using ClinicNotes.Infrastructure.Broker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>A broker that is away for minutes, of which the test lets go by what the service waits.</summary>
public sealed class LongOutageTests(Database database, SharedBroker broker)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>How long a try that was under way may take to be given up, and what stalls of a busy machine may take on top.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10 + 1 + 20);

    /// <summary>Events go out, and session notes come in, over connections of their own.</summary>
    private const int Connections = 2;

    [Fact]
    public async Task After_five_minutes_without_a_broker_everything_arrives_at_the_next_try_which_is_never_more_than_a_second_away()
    {
        var time = new Watched();
        var names = NewNames();
        await using var gate = new Gate(await broker.Uri());
        await using var subscriber = await Subscriber.Of(await broker.Uri(), names, "clinic.1.#");
        await using var service = await Starts(names, gate, time);

        for (var tried = 1; tried <= 300; tried++)
        {
            await Patiently.Until(() => time.Waits.Count == tried * Connections, $"It is not tried for the {tried}th time.");
            gate.TurnedAway.ShouldBe(tried * Connections);
            time.Waits.ShouldAllBe(wait => wait == BetweenTries);
            await service.As("demo-supervisor").RequestsAnAddendum();
            time.Advance(BetweenTries);
        }

        await Patiently.Until(() => time.Waits.Count == 301 * Connections, "It is not tried for the last time.");
        (await service.Scalar<long>("select count(*) from broker_progress")).ShouldBe(0);
        var feed = await PublishingTests.Feed(service, "demo-service");
        gate.Opens();
        time.Advance(BetweenTries);

        (await subscriber.Has(feed.Length)).Take(feed.Length).Select(message => message.Body).ShouldBe(feed);
        await PublishingTests.UpToDate(service);
        await PublishingTests.Becomes(service, "Healthy");
    }

    [Fact]
    public async Task A_broker_whose_host_is_gone_without_a_word_is_given_up_and_the_feed_goes_on_when_there_is_one_again()
    {
        var names = NewNames();
        await using var gate = new Gate(await broker.Uri());
        gate.Opens();
        await using var subscriber = await Subscriber.Of(await broker.Uri(), names, "clinic.1.clinicnotes.addendum.#");
        await using var service = await Starts(names, gate, TimeProvider.System);
        await service.As("demo-supervisor").RequestsAnAddendum();
        await PublishingTests.UpToDate(service);

        await gate.FallsSilent();
        for (var i = 0; i < 3; i++)
            await service.As("demo-supervisor").RequestsAnAddendum();
        await PublishingTests.Becomes(service, $"Degraded\n{OutageTests.Waits} {OutageTests.TakesNothing}");
        await Patiently.Until(() => gate.Unanswered >= Connections, "It is not tried again.");
        gate.Opens();
        var sinceThen = Stopwatch.StartNew();

        await PublishingTests.UpToDate(service);
        await PublishingTests.Becomes(service, "Healthy");
        sinceThen.Elapsed.ShouldBeLessThan(Promised);
        subscriber.Once.Select(message => message.Position).ShouldBeInOrder();
        (await subscriber.Has(4)).Count.ShouldBe(4);
    }

    private static BrokerNames NewNames() => new($"test-{Guid.NewGuid():N}", KeepsUnrouted: true);

    private async Task<Service> Starts(BrokerNames names, Gate gate, TimeProvider waits)
    {
        var service = new Service(await database.Make());
        service.Replaced.Add(ServiceDescriptor.Singleton<TimeProvider>(waits));
        service.Settings["ConnectionStrings:RabbitMq"] = gate.Uri;
        service.Settings["RabbitMq:Name"] = names.Name;
        await service.Start();
        await service.IsReady();
        return service;
    }

    /// <summary>Time that goes by when it is told to, and how long each wait in it is to be.</summary>
    private sealed class Watched : FakeTimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Waits.Enqueue(dueTime);
            return timer;
        }
    }
}
