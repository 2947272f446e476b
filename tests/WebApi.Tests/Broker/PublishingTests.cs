using System.Net;
using ClinicNotes.WebApi.Tests.Feed;
using ClinicNotes.WebApi.Tests.Ledger;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>What goes to RabbitMQ, seen by who has queues there.</summary>
public sealed class PublishingTests(Database database, SharedBroker broker)
{
    [Fact]
    public async Task Every_event_arrives_in_the_order_of_the_ledger_as_the_feed_has_it()
    {
        var (service, names) = await broker.Service(await database.Make());
        await using var _ = service;
        await using var subscriber = await Subscriber.Of(await broker.Uri(), names, "clinic.1.#");
        await using var other = await Subscriber.Of(await broker.Uri(), names, "clinic.2.#");
        await service.Start();
        await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => service.As("demo-supervisor").RequestsAnAddendum()));
        await service.As("demo-supervisor").RecordsASignOff();
        var feed = await Feed(service, "demo-service");

        var received = await subscriber.Has(feed.Length);

        received.Take(feed.Length).Select(message => message.Body).ShouldBe(feed);
        subscriber.All.Select(message => message.Id).ShouldBeUnique();
        foreach (var message in received)
        {
            EventSchema.ShouldHold(message.Body);
            message.Key.ShouldBe($"clinic.1.{message.Event["type"]}");
            message.Id.ShouldBe((string)message.Event["id"]!);
            message.Properties.Type.ShouldBe((string)message.Event["type"]!);
            message.Properties.Timestamp.UnixTime.ShouldBe(((DateTimeOffset)message.Event["time"]!).ToUnixTimeSeconds());
            message.Properties.ContentType.ShouldBe("application/cloudevents+json");
            message.Properties.DeliveryMode.ShouldBe(DeliveryModes.Persistent);
        }

        (await other.Has(1)).ShouldAllBe(message => (string)message.Event["source"]! == "clinicnotes/2");
    }

    [Fact]
    public async Task A_queue_that_is_bound_for_one_type_gets_that_and_no_other_and_what_is_left_is_kept()
    {
        var (service, names) = await broker.Service(await database.Make());
        await using var _ = service;
        await using var subscriber = await Subscriber.Of(await broker.Uri(), names, "clinic.*.clinicnotes.sign_off.*.v1");
        await service.Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        for (var i = 0; i < 3; i++)
            await service.As("demo-supervisor").RecordsASignOff();

        var received = await subscriber.Has(3);
        received.ShouldAllBe(message => (string)message.Event["type"]! == "clinicnotes.sign_off.recorded.v1");
        received.Select(message => message.Position).ShouldBeInOrder();
        await using var rest = await Subscriber.Of(await broker.Uri(), names, pattern: null, names.Unrouted);
        await Patiently.Until(
            () => rest.All.Any(message => message.Key.EndsWith("addendum.requested.v1", StringComparison.Ordinal)),
            "It is not kept."
        );
    }

    [Fact]
    public async Task While_nobody_has_bound_a_queue_every_event_is_kept()
    {
        var (service, names) = await broker.Service(await database.Make());
        await using var _ = service;
        await service.Start();
        await service.As("demo-supervisor").RequestsAnAddendum();
        var feed = await Feed(service, "demo-service");

        await using var unrouted = await Subscriber.Of(await broker.Uri(), names, pattern: null, names.Unrouted);

        await Patiently.Until(() => OfClinic1(unrouted).Length >= feed.Length, "Not all is kept.");
        OfClinic1(unrouted).Take(feed.Length).ShouldBe(feed);
    }

    [Fact]
    public async Task What_the_broker_cannot_put_anywhere_is_held_with_all_after_it_until_it_can()
    {
        var (service, names) = await broker.Service(await database.Make());
        await using var _ = service;
        await service.Start();
        await UpToDate(service);
        await Deletes(names.Unrouted);
        for (var i = 0; i < 3; i++)
            await service.As("demo-supervisor").RequestsAnAddendum();
        await Becomes(service, health => health.StartsWith("Degraded\nRabbitMQ does not take the next event", StringComparison.Ordinal));
        var held = await service.Scalar<long>("select position from broker_progress where clinic_id = '1'");
        var feed = (await Feed(service, "demo-service"))[(int)held..];

        await using var subscriber = await Subscriber.Of(await broker.Uri(), names with { KeepsUnrouted = false }, "clinic.#");

        await Patiently.Until(() => OfClinic1(subscriber).Length >= feed.Length, "Not all arrives.");
        OfClinic1(subscriber).Take(feed.Length).ShouldBe(feed);
        await Becomes(service, "Healthy");
    }

    [Fact]
    public async Task Where_what_nobody_wants_is_not_kept_the_feed_goes_on_without_it()
    {
        var (service, names) = await broker.Service(await database.Make());
        await using var _ = service;
        service.Settings["RabbitMq:KeepUnrouted"] = "false";
        await using var subscriber = await Subscriber.Of(
            await broker.Uri(),
            names with
            {
                KeepsUnrouted = false,
            },
            "clinic.1.clinicnotes.addendum.#"
        );
        await service.Start();
        for (var i = 0; i < 3; i++)
            await service.As("demo-supervisor").RequestsAnAddendum();

        (await subscriber.Has(3)).ShouldAllBe(message => (string)message.Event["type"]! == "clinicnotes.addendum.requested.v1");
        await UpToDate(service);
    }

    private static string[] OfClinic1(Subscriber subscriber) =>
        [
            .. subscriber
                .Once.Where(message => message.Key.StartsWith("clinic.1.", StringComparison.Ordinal))
                .Select(message => message.Body),
        ];

    /// <summary>The clinic's events as who pulls gets them, once all have their positions.</summary>
    internal static async Task<string[]> Feed(Service service, string token)
    {
        await LedgerOf.Placed(service);
        var (events, next) = (new List<string>(), 0L);
        while (true)
        {
            var page = (await service.As(token).Get($"/v1/clinic/events?limit=1000&after={next}")).ShouldBe(HttpStatusCode.OK).Json;
            if (page["events"]!.AsArray() is not { Count: > 0 } some)
                return [.. events];

            events.AddRange(some.Select(e => e!.ToJsonString(Reply.AsTheServiceWrites)));
            next = long.Parse((string)page["next"]!);
        }
    }

    /// <summary>Waits until health says so, while commands go on.</summary>
    internal static Task Becomes(Service service, string health) => Becomes(service, said => said == health);

    private static async Task Becomes(Service service, Func<string, bool> health)
    {
        var said = "";
        await Patiently.Until(
            async () =>
            {
                var reply = await service.As(null).Get("/health/ready");
                said = reply.Body;
                return reply.Status == HttpStatusCode.OK && health(said);
            },
            () => $"It says {said}."
        );
    }

    /// <summary>
    /// Waits until every event has its position under a checkpoint, after which nothing more comes by itself, and the broker has confirmed all.
    /// </summary>
    internal static Task UpToDate(Service service) =>
        Patiently.Until(
            async () =>
                await service.Scalar<long>(
                    """
                    select (select count(*) from mt_events e where not starts_with(stream_id, 'mt_')
                            and not exists (select from ledger_entries where event_number = e.seq_id))
                        + (select count(*) from (select clinic_id, max(position) as size from ledger_entries group by clinic_id) l
                            left join broker_progress p using (clinic_id)
                            where p.position is distinct from size
                                or size is distinct from (select max(c.size) from ledger_checkpoints c where c.clinic_id = l.clinic_id))
                    """
                ) == 0,
            "Not all is published."
        );

    private async Task Deletes(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(await broker.Uri()) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(queue);
    }
}
