using System.Net;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;

namespace ClinicNotes.WebApi.Tests.Reads;

public sealed class KilledServiceTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_service_that_is_killed_while_it_reads_and_writes_loses_no_record_of_a_write()
    {
        await using var process = await ServiceProcess.Start(
            running.Service.ConnectionString,
            ("Ledger__Key", LedgerOf.Key),
            ("Webhooks__Key", LedgerOf.Key)
        );
        var client = process.As("demo-supervisor");
        var written = new List<long>();
        for (var i = 0; i < 25; i++)
        {
            written.Add(await client.RequestsAnAddendum());
            (await client.Get($"{Client.Addendums}/{written[^1]}")).ShouldBe(HttpStatusCode.OK);
        }

        await process.Signal("KILL");
        await process.End();

        await LedgerOf.Placed(running.Service);
        (
            await running.Service.Scalar<long>(
                $"""
                select count(*) from mt_events join ledger_entries on event_number = seq_id
                where type = 'addendum_requested' and stream_id in ('addendum-{string.Join("','addendum-", written)}')
                """
            )
        ).ShouldBe(written.Count);
        (await LedgerOf.Wrong(running.Service)).ShouldBe(0);
    }
}
