using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.Infrastructure.Webhooks;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;
using ClinicNotes.WebApi.Tests.Webhooks;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>Two more services on one database, each a process of its own that does all the work; the one at hand only takes requests.</summary>
public sealed class KilledNodeTests(Database database, SharedBroker broker) : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    /// <summary>More than two batches: were all sent again, it would show.</summary>
    private const int Before = 250;

    private const int Meanwhile = 200;

    private const string Requested = "/v1/clinic/events?limit=1000&types=clinicnotes.addendum.requested.v1";
    private const string KeepsLedgers = "objsubid = 1 and objid = hashtext('clinicnotes ledger')::oid";
    private const string PublishesClinic1 = "objsubid = 2 and classid = hashtext('clinicnotes rabbitmq')::oid and objid = 1";

    private readonly Dictionary<string, Process> _nodes = [];
    private Receiver _receiver = null!;
    private Service _service = null!;
    private BrokerNames _names = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.Start();
        (_service, _names) = await broker.Service(await database.Make());
        _service.Settings["ConnectionStrings:RabbitMq"] = "";
        _service.Settings["Ledger:Keep"] = "false";
        _service.Settings["Webhooks:Deliver"] = "false";
        _service.Settings["Webhooks:AllowedTargets"] = _receiver.Target;
        await _service.Start();
        await _service.IsReady();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values)
        {
            node.Kill();
            node.Dispose();
        }

        await _service.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData(KeepsLedgers)]
    [InlineData(PublishesClinic1)]
    public async Task When_the_node_that_feeds_is_killed_the_other_goes_on_within_ten_seconds_in_order_and_nothing_is_lost(string work)
    {
        await using var subscriber = await Subscriber.Of(await broker.Uri(), _names, "clinic.1.clinicnotes.addendum.requested.v1");
        await Starts("node-1");
        await Starts("node-2");
        await Shared("clinicnotes webhooks");
        await Shared("clinicnotes rabbitmq");
        var inboxes = Enumerable.Range(0, 4).Select(n => _receiver.At($"killed-{n}")).ToArray();
        foreach (var inbox in inboxes)
            await Registers(inbox.Url);
        var supervisor = _service.As("demo-supervisor");
        await Task.WhenAll(Enumerable.Range(0, Before).Select(_ => supervisor.RequestsAnAddendum()));
        await AllHave(Before);

        // It is killed at work: events are recorded, published and delivered at that moment.
        var victim = await Who(work);
        var writing = Task.WhenAll(Enumerable.Range(0, Meanwhile).Select(_ => supervisor.RequestsAnAddendum()));
        await subscriber.Has(Before + 1);
        _nodes[victim].Kill();
        var killed = Stopwatch.StartNew();
        await writing;
        await supervisor.RequestsAnAddendum();
        await AllHave(Before + Meanwhile + 1);
        killed.Elapsed.ShouldBeLessThan(Promised);

        (await Who(work)).ShouldNotBe(victim);
        var events = (await _service.As("demo-service").Get(Requested)).Json["events"]!.AsArray().Select(e => (string)e!["id"]!).ToArray();
        events.Length.ShouldBe(Before + Meanwhile + 1);
        subscriber.Once.Select(message => message.Id).ShouldBe(events);
        subscriber.All.Count.ShouldBeLessThanOrEqualTo(events.Length + EventPublisher.Batch);
        foreach (var inbox in inboxes)
        {
            inbox.Ids.Distinct().ShouldBe(events);
            inbox.All.Length.ShouldBeLessThanOrEqualTo(events.Length + WebhookDelivery.Batch);
        }

        (await LedgerOf.Wrong(_service)).ShouldBe(0);

        async Task AllHave(int count)
        {
            await subscriber.Has(count);
            foreach (var inbox in inboxes)
                await Patiently.Until(() => inbox.Once.Length >= count, "The other node does not go on.");
        }
    }

    [Fact]
    public async Task Session_notes_that_a_killed_node_was_taking_in_are_taken_in_by_the_other_each_once()
    {
        const int notes = 300;
        await using var connection = await new ConnectionFactory { Uri = new Uri(await broker.Uri()) }.CreateConnectionAsync(Cancelled);
        await Topology.SessionNotes(connection, _names, Cancelled);
        await using var channel = await BrokerConnections.Confirming(connection, Cancelled);

        // The broker gives the messages to one at a time, the first that asked for them.
        await Starts("node-1");
        await Patiently.Until(async () => await Consumers(channel) == 1);
        await Starts("node-2");
        await Patiently.Until(async () => await Consumers(channel) == 2);
        for (var note = 8_001; note <= 8_000 + notes; note++)
        {
            var body = $$"""{"clinic_id":1,"session_note_id":{{note}},"provider_id":121,"written_at":"2023-10-20T10:00:00Z"}""";
            var properties = new BasicProperties { MessageId = $"note-{note}", Type = "SessionNoteRegistered" };
            await channel.BasicPublishAsync("", _names.SessionNotes, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancelled);
        }

        await Patiently.Until(async () => await TakenIn("count(*)") > 0);
        _nodes["node-1"].Kill();
        (await TakenIn("count(*)")).ShouldBeLessThan(notes);

        await Patiently.Until(async () => await TakenIn("count(*)") >= notes);
        await Patiently.Until(async () => await channel.MessageCountAsync(_names.SessionNotes, Cancelled) == 0);
        (await TakenIn("count(distinct stream_id)")).ShouldBe(notes);
        (await TakenIn("count(*)")).ShouldBe(notes);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<uint> Consumers(IChannel channel) => channel.ConsumerCountAsync(_names.SessionNotes, Cancelled);

    private Task<long> TakenIn(string what) =>
        _service.Scalar<long>(
            $"select {what} from mt_events where type = 'session_note_registered' and (data ->> 'session_note_id')::bigint > 8000"
        );

    private async Task Starts(string name)
    {
        var start = Published.Start("--urls", "http://127.0.0.1:0");
        start.Environment["ConnectionStrings__Postgres"] = $"{Database.OfService(_service.ConnectionString)};Application Name={name}";
        start.Environment["ConnectionStrings__RabbitMq"] = await broker.Uri();
        start.Environment["RabbitMq__Name"] = _names.Name;
        start.Environment["Ledger__Key"] = start.Environment["Webhooks__Key"] = LedgerOf.Key;
        start.Environment["Webhooks__AllowedTargets"] = _receiver.Target;
        var node = _nodes[name] = Process.Start(start)!;
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
    }

    /// <summary>The node whose connection has a lock.</summary>
    private Task<string> Who(string work) =>
        _service.Scalar<string>(
            $"""
            select min(application_name) from pg_locks join pg_stat_activity using (pid)
            where locktype = 'advisory' and granted and {work} and datname = current_database()
            """
        );

    /// <summary>Waits until each of the nodes has a share of the work.</summary>
    private Task Shared(string work) =>
        Patiently.Until(
            async () =>
                await _service.Scalar<long>(
                    $"""
                    select count(distinct pid) from pg_locks
                    where locktype = 'advisory' and objsubid = 2 and classid = hashtext('{work}')::oid and objid < 16
                        and database = (select oid from pg_database where datname = current_database())
                    """
                ) == 2,
            $"The nodes do not share {work}."
        );

    private async Task Registers(string url)
    {
        var webhook = new JsonObject { ["url"] = url, ["types"] = new JsonArray("clinicnotes.addendum.requested.v1") };
        var reply = await _service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        reply.ShouldBe(HttpStatusCode.Created);
    }
}
