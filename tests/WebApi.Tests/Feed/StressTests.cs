using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.WebApi.Tests.Broker;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Webhooks;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>
/// Slow, failing, late and dying writers, and consumers of every kind at once, on two services. A seed decides what each does, so that a
/// failure can be played again.
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
        await using var queue = await Subscriber.Of(await broker.Uri(), names, "clinic.1.#");
        await using var ofOneType = await Subscriber.Of(await broker.Uri(), names, $"clinic.1.{Type}");
        await using var one = await Starts(first, names, receiver);
        await using var other = await Starts(new Service(connectionString), names, receiver);
        Consumer[] all =
        [
            new Puller(one, wait: 0),
            new Puller(other, wait: 30),
            new Streamer(one, cutAfter: int.MaxValue),
            new Streamer(other, cutAfter: 17),
            await HookReader.Of(one, receiver.At("all")),
            new QueueReader(queue, "clinic.1.#"),
        ];
        Consumer[] filtered =
        [
            new Puller(one, wait: 30, Requested),
            new Streamer(other, cutAfter: 5, Requested),
            await HookReader.Of(other, receiver.At("requested"), Type),
            new QueueReader(ofOneType, Type),
        ];
        var end = new TaskCompletionSource<long>();
        var consuming = all.Concat(filtered).Select(consumer => consumer.Consume(end.Task)).ToArray();

        Writer[] writers = [.. Enumerable.Range(0, 8).Select(number => new Writer([one, other], number, new Random(seed + number)))];
        await Task.WhenAll(writers.Select(writer => writer.Write(turns: 20)));
        var size = await LedgerOf.Signed(one);
        end.SetResult(size);

        // Whoever waits for more learns by this one that there is no need to.
        await one.As("demo-supervisor").RequestsAnAddendum();
        await Task.WhenAll(consuming);

        var committed = await Ids(one, size, "");
        committed.Length.ShouldBe((int)size);
        (await LedgerOf.Wrong(one)).ShouldBe(0);
        writers.SelectMany(writer => writer.Committed).ShouldBeSubsetOf(committed);
        writers.SelectMany(writer => writer.Undone).Intersect(committed).ShouldBeEmpty();
        foreach (var consumer in all)
            consumer.Ids(size).ShouldBe(committed, consumer.ToString());
        foreach (var consumer in filtered)
            consumer.Ids(size).ShouldBe(await Ids(one, size, "and type = 'addendum_requested'"), consumer.ToString());
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
