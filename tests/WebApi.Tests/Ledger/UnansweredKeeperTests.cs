using System.Net;
using ClinicNotes.WebApi.Tests.Appends;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>The keeper of the ledgers commits, and its connection breaks before it is told so.</summary>
public sealed class UnansweredKeeperTests(Database database)
{
    [Theory]
    [InlineData("insert into ledger_entries")]
    [InlineData("COMMIT")]
    public async Task What_is_committed_and_never_acknowledged_is_there_once_and_the_ledger_goes_on(string asked)
    {
        await using var proxy = new DeafProxy(await database.Make());
        await using var service = await new Service(proxy.ConnectionString).Start();
        await LedgerOf.Signed(service);

        proxy.LoseTheAnswerTo(asked);
        await service.As("demo-supervisor").RequestsAnAddendum();

        await Patiently.Until(() => service.Log.Count("The ledger is not being kept at the moment.") > 0, "No answer was lost.");
        await IsWhole(service);
    }

    private static async Task IsWhole(Service service)
    {
        await service.As("demo-supervisor").RequestsAnAddendum();
        var size = await LedgerOf.Signed(service);
        (await LedgerOf.Wrong(service)).ShouldBe(0);
        (await LedgerOf.Differences(service)).ShouldBeEmpty();
        (await service.Scalar<long>("select count(*) from mt_events where tenant_id = '1'")).ShouldBe(size);
        var feed = await service.As("demo-auditor").Get("/v1/clinic/events?after=0&limit=1000");
        feed.ShouldBe(HttpStatusCode.OK);
        feed.Json["events"]!
            .AsArray()
            .Select(e => (Guid.Parse((string)e!["id"]!), long.Parse((string)e["sequence"]!)))
            .ShouldBe(
                (
                    await service.Scalar<Guid[]>(
                        "select array_agg(id order by position) from ledger_entries join mt_events on seq_id = event_number where clinic_id = '1'"
                    )
                ).Select((id, n) => (id, n + 1L))
            );
    }
}
