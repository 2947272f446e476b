using System.Net;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>A database that is set back, in one transaction, to what it was some events ago, under a service that keeps the ledgers.</summary>
public sealed class SetBackDatabaseTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Requested = "types=clinicnotes.addendum.requested.v1";

    [Fact]
    public async Task Consumers_are_told_what_is_there_and_nothing_that_the_service_remembers_of_before()
    {
        var before = await LedgerOf.Signed(running.Service);
        var reached = await running.Service.Scalar<long>("select event_number from ledger_progress");
        // What is new is remembered of clinics whose feed is read.
        await Pulled(before - 1);
        var gone = await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Signed(running.Service);
        (await Pulled(before)).ShouldBe([gone]);

        await running.Service.Tamper(
            $"""
            delete from ledger_entries where clinic_id = '1' and position > {before};
            delete from ledger_checkpoints where clinic_id = '1' and size > {before};
            delete from mt_events where seq_id > {reached};
            delete from mt_streams where id = 'addendum-{gone}';
            update mt_streams set version = version - 1 where tenant_id = '1' and id = 'ledger';
            delete from listed_addendums where id = {gone};
            update ledger_progress set event_number = {reached}
            """
        );
        var there = await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Placed(running.Service);

        (await Pulled(before)).ShouldBe([there]);
    }

    private async Task<long[]> Pulled(long after)
    {
        var page = (await running.Program.Get($"/v1/clinic/events?after={after}&{Requested}")).ShouldBe(HttpStatusCode.OK).Json;
        return [.. page["events"]!.AsArray().Select(e => (long)e!["data"]!["addendum_id"]!)];
    }
}
