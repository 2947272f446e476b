using System.Diagnostics.Metrics;
using ClinicNotes.Infrastructure.Broker;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>A RabbitMQ that goes away and comes back.</summary>
public sealed class OutageTests(Database database)
{
    internal const string Waits = "Events cannot be published to RabbitMQ: they wait in the database.";
    internal const string TakesNothing = "Session notes cannot be taken in from RabbitMQ: they wait in its queue.";

    private const string Confirmed = "select position from broker_progress where clinic_id = '1'";

    private static readonly BrokerNames Names = new("clinicnotes", KeepsUnrouted: true);

    [Fact]
    public async Task While_the_broker_is_down_commands_go_on_and_afterwards_every_event_arrives_in_order()
    {
        await using var node = await RabbitNode.Make();
        await using var service = new Service(await database.Make());
        service.Settings["ConnectionStrings:RabbitMq"] = node.Uri;
        var before = await Subscriber.Of(node.Uri, Names, "clinic.1.#", "warehouse");
        await service.Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        await PublishingTests.UpToDate(service);
        await before.Has((await PublishingTests.Feed(service, "demo-service")).Length);
        await before.DisposeAsync();

        // Nobody takes these before the broker goes down.
        await service.As("demo-supervisor").RequestsAnAddendum();
        await PublishingTests.UpToDate(service);
        await node.Stop();
        await PublishingTests.Becomes(service, $"Degraded\n{Waits} {TakesNothing}");
        for (var i = 0; i < 250; i++)
            await service.As("demo-supervisor").RequestsAnAddendum();
        var feed = await PublishingTests.Feed(service, "demo-service");
        await Patiently.Until(() => Measured("clinicnotes.rabbitmq.waiting") >= 250, "Nothing is measured.");
        await node.Start();

        // What says how exchange and queue are to be is not said again.
        await using var after = await Subscriber.Of(node.Uri, Names, pattern: null, "warehouse");
        var waited = feed[before.Once.Count..];
        (await after.Has(waited.Length)).Take(waited.Length).Select(message => message.Body).ShouldBe(waited);
        await PublishingTests.UpToDate(service);
        await PublishingTests.Becomes(service, "Healthy");
        await Patiently.Until(() => service.Services.GetRequiredService<BrokerCondition>().Backlog.Waiting == 0, "Something still waits.");
    }

    [Fact]
    public async Task What_waits_while_the_broker_is_short_of_memory_comes_once_when_it_is_not()
    {
        await using var node = await RabbitNode.Make();
        await using var service = new Service(await database.Make());
        service.Settings["ConnectionStrings:RabbitMq"] = node.Uri;
        await using var subscriber = await Subscriber.Of(node.Uri, Names, "clinic.1.clinicnotes.addendum.#");
        await service.Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        await PublishingTests.UpToDate(service);
        await subscriber.Has(1);

        var confirmed = await service.Scalar<long>(Confirmed);
        await node.HasMemory(enough: false);
        for (var i = 0; i < 20; i++)
            await service.As("demo-supervisor").RequestsAnAddendum();
        await PublishingTests.Becomes(service, $"Degraded\n{Waits}");
        // Longer than the service waits for a broker that says nothing.
        await Task.Delay(EventPublisher.Patience + TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        subscriber.All.ShouldHaveSingleItem();
        (await service.Scalar<long>(Confirmed)).ShouldBe(confirmed);
        await node.HasMemory(enough: true);

        (await subscriber.Has(21)).Select(message => message.Position).ShouldBeInOrder();
        await PublishingTests.Becomes(service, "Healthy");
        subscriber.All.Count.ShouldBe(21);
    }

    [Fact]
    public async Task A_service_starts_without_its_broker_and_finds_it_later()
    {
        await using var node = await RabbitNode.Make();
        await node.Stop();
        await using var service = new Service(await database.Make());
        service.Settings["ConnectionStrings:RabbitMq"] = node.Uri;
        await service.Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        await PublishingTests.Becomes(service, $"Degraded\n{Waits} {TakesNothing}");

        await node.Start();

        await PublishingTests.UpToDate(service);
        await using var unrouted = await Subscriber.Of(node.Uri, Names, pattern: null, Names.Unrouted);
        await unrouted.Has((int)await service.Scalar<long>("select sum(position)::bigint from broker_progress"));
    }

    /// <summary>What a gauge shows, of the services of this process that have it the highest.</summary>
    private static double Measured(string name)
    {
        var highest = 0.0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Name == name)
                me.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => highest = Math.Max(highest, value));
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => highest = Math.Max(highest, value));
        listener.Start();
        listener.RecordObservableInstruments();
        return highest;
    }
}
