using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.Infrastructure.Ledger;
using ClinicNotes.WebApi.Tests.Broker;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Webhooks;
using NodaTime;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>
/// Slow, failing, late and dying writers, and consumers of every kind at once, on two services; those that are sent to are slow, fail and break
/// off as well. A seed decides what each does, so that a failure can be played again.
/// </summary>
public sealed class StressTests(Database database, SharedBroker broker)
{
    private const string Type = "clinicnotes.addendum.requested.v1";
    private const string Requested = $"types={Type}";

    [Theory]
    [InlineData(1)]
    [InlineData(20231020)]
    public async Task Every_consumer_of_every_kind_sees_exactly_the_committed_events_in_order(int seed)
    {
        var connectionString = await database.Make();
        await using var receiver = await Receiver.Start();
        var (first, names) = await broker.Service(connectionString);
        await using var queue = await UnsteadySubscriber.Of(await broker.Uri(), names, "clinic.1.#", new Random(seed + 100));
        await using var ofOneType = await UnsteadySubscriber.Of(await broker.Uri(), names, $"clinic.1.{Type}", new Random(seed + 101));
        var (hook, hookOfOneType) = (
            new UnsteadyHook(receiver.At("all"), new Random(seed + 102)),
            new UnsteadyHook(receiver.At("requested"), new Random(seed + 103))
        );
        await using var one = await Starts(first, names, receiver);
        await using var other = await Starts(new Service(connectionString), names, receiver);
        var (streamer, streamerOfOneType) = (
            new Streamer([one, other], new Random(seed + 104)),
            new Streamer([other, one], new Random(seed + 105), Requested)
        );
        Consumer[] all =
        [
            new Puller(one, wait: 0),
            new Puller(other, wait: 30),
            new Streamer([one]),
            streamer,
            await HookReader.Of(one, hook),
            new QueueReader(() => queue.Taken, "clinic.1.#"),
        ];
        Consumer[] filtered =
        [
            new Puller(one, wait: 30, Requested),
            streamerOfOneType,
            await HookReader.Of(other, hookOfOneType, Type),
            new QueueReader(() => ofOneType.Taken, Type),
        ];
        var end = new TaskCompletionSource<long>();
        var consuming = all.Concat(filtered).Select(consumer => consumer.Consume(end.Task)).ToArray();

        Writer[] writers = [.. Enumerable.Range(0, 8).Select(number => new Writer([one, other], number, new Random(seed + number)))];
        await PassTime([one, other], Task.WhenAll(writers.Select(writer => writer.Write(turns: 20))));
        var size = await LedgerOf.Signed(one);
        end.SetResult(size);

        // Whoever waits for more learns by this one that there is no need to.
        await one.As("demo-supervisor").RequestsAnAddendum();
        await PassTime([one, other], Task.WhenAll(consuming));

        var committed = await Ids(one, size, "");
        committed.Length.ShouldBe((int)size);
        (await LedgerOf.Wrong(one)).ShouldBe(0);
        writers.SelectMany(writer => writer.Committed).ShouldBeSubsetOf(committed);
        writers.SelectMany(writer => writer.Undone).Intersect(committed).ShouldBeEmpty();
        foreach (var consumer in all)
            consumer.Ids(size).ShouldBe(committed, consumer.ToString());
        foreach (var consumer in filtered)
            consumer.Ids(size).ShouldBe(await Ids(one, size, "and type = 'addendum_requested'"), consumer.ToString());
        foreach (
            var wasUnsteady in new[]
            {
                hook.HasBeenUnsteady,
                hookOfOneType.HasBeenUnsteady,
                queue.HasBeenUnsteady,
                ofOneType.HasBeenUnsteady,
            }
        )
            wasUnsteady.ShouldBeTrue();
        streamer.TimesBrokenOff.ShouldBePositive();
        streamerOfOneType.TimesBrokenOff.ShouldBePositive();
    }

    /// <summary>Has the services' time reach whatever a delivery that failed waits for, until something has happened.</summary>
    private static async Task PassTime(Service[] services, Task end)
    {
        while (!end.IsCompleted)
        {
            var due = Instant.FromDateTimeUtc(
                await services[0].Scalar<DateTime>("select coalesce(max(next_attempt_at), 'epoch') from webhook_progress")
            );
            foreach (var clock in services.Select(service => service.Clock).Where(clock => clock.GetCurrentInstant() < due))
            {
                clock.Reset(due);
                // They look for what is due each second, which this test has not got, and when a ledger has grown.
                await services[0].Execute($"select pg_notify('{LedgerRows.Channel}', '2 0')");
            }

            await Task.WhenAny(end, Task.Delay(20));
        }

        await end;
    }

    private async Task<Service> Starts(Service service, BrokerNames names, Receiver receiver)
    {
        service.Settings["ConnectionStrings:RabbitMq"] = await broker.Uri();
        service.Settings["RabbitMq:Name"] = names.Name;
        service.Settings["Webhooks:AllowedTargets"] = receiver.Target;
        return await service.Start();
    }

    /// <summary>The ids of the events in the ledger of clinic 1, in its order; with none in it that is not stored, and none stored that is not in it.</summary>
    private static Task<string[]> Ids(Service service, long end, string which) =>
        service.Scalar<string[]>(
            $"""
            select array_agg(e.id::text order by l.position) from mt_events e left join ledger_entries l on l.event_number = e.seq_id
            where tenant_id = '1' {which} and (l.position is null or l.position <= {end})
            """
        );
}
