using System.Diagnostics;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Two services on one database, each a process of its own, either of which can keep the ledgers; one is killed.</summary>
public sealed class KilledServiceTests(Database database) : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, ServiceProcess> _services = [];
    private Service _watching = null!;

    public async ValueTask InitializeAsync()
    {
        _watching = new Service(await database.Make());
        _watching.Settings["Ledger:Keep"] = _watching.Settings["Webhooks:Deliver"] = "false";
        await _watching.Start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
            await service.DisposeAsync();
        await _watching.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_a_service_is_killed_consumers_of_both_go_on_within_ten_seconds_and_see_every_position_once_in_order(
        bool isKeeper
    )
    {
        foreach (var name in new[] { "one", "other" })
            _services[name] = await Starts(name);
        await Patiently.Until(async () => await _watching.Scalar<string>(LedgerOf.Keeper) != "");
        var keeper = await _watching.Scalar<string>(LedgerOf.Keeper);
        var gone = _services.Keys.Single(name => name == keeper == isKeeper);
        var (killed, left) = (_services[gone], _services.Single(service => service.Key != gone).Value);
        MovingConsumer[] connected = [new MovingPuller(killed, left), new MovingStreamer(killed, left)];
        MovingConsumer[] elsewhere = [new MovingPuller(left, killed), new MovingStreamer(left, killed)];
        MovingConsumer[] all = [.. connected, .. elsewhere];
        var end = new TaskCompletionSource<long>();
        var consuming = all.Select(consumer => consumer.Consume(end.Task)).ToArray();
        var before = await left.As("demo-supervisor").RequestsAnAddendum();
        var followed = await Position(before);
        await Patiently.Until(() => all.All(consumer => consumer.Seen.Count >= followed), "Not everybody follows.");

        // Some have been recorded and told to nobody when it ends.
        var writing = Enumerable.Range(0, 50).Select(n => Writes(n % 2 == 0 ? left : killed)).ToArray();
        await Task.WhenAny(writing);
        var since = Stopwatch.StartNew();
        await killed.Signal("KILL");
        var position = await Position(await left.As("demo-supervisor").RequestsAnAddendum());
        end.SetResult(position);
        // Whoever waits for more learns by this one that there is no need to.
        await left.As("demo-supervisor").RequestsAnAddendum();
        await Task.WhenAll(consuming);

        since.Elapsed.ShouldBeLessThan(Promised);
        connected.ShouldAllBe(consumer => consumer.HasMoved);
        elsewhere.ShouldAllBe(consumer => !consumer.HasMoved);
        (await _watching.Scalar<string>(LedgerOf.Keeper)).ShouldNotBe(gone);
        await Task.WhenAll(writing);
        var ids = await _watching.Scalar<string[]>(
            $"""
            select array_agg(e.id::text order by l.position) from ledger_entries l join mt_events e on e.seq_id = l.event_number
            where l.clinic_id = '1' and l.position <= {position}
            """
        );
        ids.Length.ShouldBe((int)position);
        foreach (var consumer in all)
            consumer.Ids(position).ShouldBe(ids);
        await LedgerOf.Placed(_watching);
        (await LedgerOf.Wrong(_watching)).ShouldBe(0);
    }

    private Task<ServiceProcess> Starts(string name) =>
        ServiceProcess.Start(
            $"{_watching.ConnectionString};Application Name={name}",
            ("Ledger__Key", LedgerOf.Key),
            ("Webhooks__Key", LedgerOf.Key)
        );

    /// <summary>Records something through a service, which may be killed meanwhile.</summary>
    private static async Task Writes(ServiceProcess service)
    {
        try
        {
            await service.As("demo-supervisor").RequestsAnAddendum();
        }
        catch (HttpRequestException)
        {
            // Whether it was recorded, the ledger says.
        }
    }

    /// <summary>The position of an addendum's request, once it has one.</summary>
    private async Task<long> Position(long addendum)
    {
        var position = 0L;
        await Patiently.Until(
            async () =>
                (
                    position = await _watching.Scalar<long>(
                        $"""
                        select coalesce(max(position), 0) from ledger_entries join mt_events on seq_id = event_number
                        where stream_id = 'addendum-{addendum}'
                        """
                    )
                ) > 0,
            "It gets no position."
        );
        return position;
    }
}
