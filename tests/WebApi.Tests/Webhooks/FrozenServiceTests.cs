using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>Two services on one database, of which the one that keeps the ledgers stands still for a while: its host is moved, say, or swaps.</summary>
public sealed class FrozenServiceTests(Database database) : IAsyncLifetime
{
    /// <summary>The seconds after which PostgreSQL gives up who is silent, and what stalls of a busy machine may take on top.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(7 + 13);

    private const string Holders = """
        select count(distinct application_name) from pg_locks join pg_stat_activity using (pid)
        where locktype = 'advisory' and objsubid = 2 and classid = hashtext('clinicnotes webhooks')::oid and objid < 16 and datname = current_database()
        """;

    private string _connectionString = null!;
    private NpgsqlDataSource _sql = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _connectionString = await database.Make();
        _sql = NpgsqlDataSource.Create(_connectionString);
        _receiver = await Receiver.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _sql.DisposeAsync();
    }

    [Fact]
    public async Task The_other_does_its_work_once_PostgreSQL_has_given_it_up_and_when_it_wakes_nothing_is_lost_or_out_of_order()
    {
        await using var frozen = await Starts("frozen");
        await Patiently.Until(async () => await Number(Holders) == 1 && await Find<string>(LedgerOf.Keeper) == "frozen");
        await using var other = await Starts("other");
        await Patiently.Until(async () => await Number(Holders) == 2, "The services do not share the webhooks.");
        var inboxes = Enumerable.Range(0, 4).Select(n => _receiver.At($"frozen-{n}")).ToArray();
        foreach (var inbox in inboxes)
            await Registers(inbox.Url, other);
        await Requests(10, other);
        foreach (var inbox in inboxes)
            await inbox.Has(10);

        await frozen.Signal("STOP");
        var still = Stopwatch.StartNew();
        await Requests(10, other);
        foreach (var inbox in inboxes)
            await Patiently.Until(() => inbox.Once.Length >= 20, "The other service does not go on.");
        still.Elapsed.ShouldBeLessThan(Promised);
        (await Find<string>(LedgerOf.Keeper)).ShouldBe("other");

        await frozen.Signal("CONT");
        await Patiently.Until(async () => await Number(Holders) == 2, "The service that stood still gets no share again.");
        await Requests(10, other);
        foreach (var inbox in inboxes)
        {
            await Patiently.Until(() => inbox.Once.Length >= 30, "Events are lost.");
            inbox.Once.ShouldBeInOrder();
        }

        (await Number("select count(*) - max(position) from ledger_entries where clinic_id = '1'")).ShouldBe(0);
    }

    private Task<ServiceProcess> Starts(string name) =>
        ServiceProcess.Start(
            $"{_connectionString};Application Name={name}",
            ("Ledger__Key", LedgerOf.Key),
            ("Webhooks__Key", LedgerOf.Key),
            ("Webhooks__AllowedTargets", _receiver.Target)
        );

    private static async Task Requests(int addendums, ServiceProcess service)
    {
        for (var i = 0; i < addendums; i++)
            await service.As("demo-supervisor").RequestsAnAddendum();
    }

    private static async Task Registers(string url, ServiceProcess service)
    {
        var webhook = new JsonObject { ["url"] = url, ["types"] = new JsonArray("clinicnotes.addendum.requested.v1") };
        var reply = await service.As("demo-admin").Post("/v1/clinic/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        reply.ShouldBe(HttpStatusCode.Created);
    }

    private Task<long> Number(string sql) => Find<long>(sql);

    private async Task<T> Find<T>(string sql)
    {
        await using var command = _sql.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
