using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Storage;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>Two more services on one database, each a process of its own that delivers; the one at hand only takes requests.</summary>
public sealed class SeveralNodesTests(Database database) : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    private const string WhoDelivers =
        "select array_agg(distinct pid) from pg_locks where locktype = 'advisory' and objsubid = 2 and objid < 16 "
        + "and database = (select oid from pg_database where datname = current_database())";

    private readonly List<Process> _nodes = [];
    private Receiver _receiver = null!;
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.Start();
        _service = new Service(await database.Make());
        _service.Settings["Webhooks:Deliver"] = "false";
        _service.Settings["Webhooks:AllowedTargets"] = _receiver.Target;
        await _service.Start();
        await _service.IsReady();
    }

    [Fact]
    public async Task When_the_node_that_delivers_is_killed_the_other_goes_on_in_order_and_nothing_is_lost()
    {
        _nodes.Add(Node());
        _nodes.Add(Node());
        await Both();
        // One in each of the parts that the nodes share, so that some are the killed one's.
        var inboxes = Enumerable.Range(0, Shards.Count).Select(n => _receiver.At($"node-{n}")).ToArray();
        foreach (var inbox in inboxes)
            await Registers(inbox.Url);
        var supervisor = _service.As("demo-supervisor");
        for (var i = 0; i < 10; i++)
            await supervisor.RequestsAnAddendum();
        foreach (var inbox in inboxes)
            await inbox.Has(10);

        _nodes[0].Kill();
        var killed = Stopwatch.StartNew();
        await supervisor.RequestsAnAddendum();
        await AllHave(10 + 1);
        killed.Elapsed.ShouldBeLessThan(Promised);

        for (var i = 1; i < 10; i++)
            await supervisor.RequestsAnAddendum();
        await AllHave(10 + 10);
        // At least once: what was being sent when the node died may come again, with its id.
        foreach (var inbox in inboxes)
            inbox.Once.ShouldBeInOrder();

        async Task AllHave(int count)
        {
            foreach (var inbox in inboxes)
                await Patiently.Until(() => inbox.Once.Length >= count, "The other node does not go on.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            node.Kill();
            node.Dispose();
        }

        await _service.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    private Process Node()
    {
        var start = Published.Start("--urls", "http://127.0.0.1:0");
        start.Environment["ConnectionStrings__Postgres"] = Database.OfService(_service.ConnectionString);
        start.Environment["Ledger__Keep"] = "false";
        start.Environment["Webhooks__Key"] = LedgerOf.Key;
        start.Environment["Webhooks__AllowedTargets"] = _receiver.Target;
        var node = Process.Start(start)!;
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        return node;
    }

    /// <summary>Waits until each of the nodes has a share of the webhooks.</summary>
    private Task Both() =>
        Patiently.Until(async () => await _service.Scalar<object>(WhoDelivers) is int[] { Length: 2 }, "The nodes do not share the work.");

    private async Task Registers(string url)
    {
        var webhook = new JsonObject { ["url"] = url, ["types"] = new JsonArray("clinicnotes.addendum.requested.v1") };
        var reply = await _service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        reply.ShouldBe(HttpStatusCode.Created);
    }
}
