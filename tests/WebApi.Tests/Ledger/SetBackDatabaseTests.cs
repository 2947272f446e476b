using System.Net;
using ClinicNotes.WebApi.Tests.Commands;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>A database that is set back, in one transaction, to what it was some events ago, under a service that keeps the ledgers.</summary>
public sealed class SetBackDatabaseTests(RunningService running, Database database) : IClassFixture<RunningService>
{
    // Once all is signed it is a commitment, which the keeper's progress may not have reached.
    private const string Newest = "select max(seq_id) from mt_events";
    private const string MapBefore = "create table map_before as table ledger_map";
    private const string Requested = "types=clinicnotes.addendum.requested.v1";

    [Fact]
    public async Task Consumers_are_told_what_is_there_and_nothing_that_the_service_remembers_of_before()
    {
        var before = await LedgerOf.Signed(running.Service);
        var reached = await running.Service.Scalar<long>(Newest);
        // What is new is remembered of clinics whose feed is read.
        await Pulled(before - 1);
        await running.Service.Execute(MapBefore);
        var gone = await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Signed(running.Service);
        (await Pulled(before)).ShouldBe([gone]);

        await SetBack(running.Service, before, reached, gone);
        var there = await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Placed(running.Service);

        (await Pulled(before)).ShouldBe([there]);
    }

    [Fact]
    public async Task An_auditor_who_kept_a_checkpoint_finds_that_the_ledger_went_on_otherwise()
    {
        await using var service = await new Service(await database.Make()).Start();
        var log = ServedLog.For(service, "demo-auditor");
        var before = await LedgerOf.Signed(service);
        var reached = await service.Scalar<long>(Newest);
        await service.Execute(MapBefore);
        var gone = await service.As("demo-supervisor").RequestsAnAddendum();
        var size = await LedgerOf.Signed(service);
        var kept = await log.Text("checkpoint");

        await SetBack(service, before, reached, gone);
        while (await LedgerOf.Signed(service) <= size)
            await service.As("demo-supervisor").RequestsAnAddendum(instructions: "Something else");

        var pack = await service.As("demo-auditor").Get($"/v1/clinic/session_notes/46/proof?against={Uri.EscapeDataString(kept)}");
        var folder = Directory.CreateTempSubdirectory();
        var (file, older) = (Path.Combine(folder.FullName, "46.proof"), Path.Combine(folder.FullName, "older"));
        await File.WriteAllTextAsync(file, pack.ShouldBe(HttpStatusCode.OK).Body, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(older, kept, TestContext.Current.CancellationToken);
        var verified = await Called.Verifier(file, "--key", (await log.Text("key")).Trim(), "--against", older);
        verified.Code.ShouldBe(1);
        (verified.Said + verified.Complaint).ShouldContain(
            "the proof that the ledger has only grown since the older checkpoint does not hold."
        );
        folder.Delete(recursive: true);
    }

    private static Task SetBack(Service service, long before, long reached, long gone) =>
        service.Tamper(
            $"""
            delete from ledger_entries where clinic_id = '1' and position > {before};
            delete from ledger_checkpoints where clinic_id = '1' and size > {before};
            delete from mt_events where seq_id > {reached};
            delete from mt_streams where id = 'addendum-{gone}';
            update mt_streams set version = (select max(version) from mt_events where tenant_id = '1' and stream_id = 'ledger')
            where tenant_id = '1' and id = 'ledger';
            delete from listed_addendums where id = {gone};
            truncate ledger_map; insert into ledger_map select * from map_before;
            update ledger_progress set event_number = {reached}
            """
        );

    private async Task<long[]> Pulled(long after)
    {
        var page = (await running.Program.Get($"/v1/clinic/events?after={after}&{Requested}")).ShouldBe(HttpStatusCode.OK).Json;
        return [.. page["events"]!.AsArray().Select(e => (long)e!["data"]!["addendum_id"]!)];
    }
}
