using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Commands;

public sealed class RebuildingTests(RunningService running) : IClassFixture<RunningService>
{
    /// <summary>What lists say beside what the events say: the same, or else this is more than none.</summary>
    private const string Wrong = """
        select (select count(*) from (
            (table addendums except table listed_addendums) union all (table listed_addendums except table addendums)) a)
        + (select count(*) from (
            (table sign_offs except table listed_sign_offs) union all (table listed_sign_offs except table sign_offs)) s)
        + (select count(*) from (
            (table counts except table listed_counts) union all (select * from listed_counts where count <> 0 except table counts)) c)
        """;

    private const string Told = $"""
        with addendums as (
            select clinic_id, id, session_note_id, responded, created_at, updated_at, version from addendums_at('infinity')
        ), sign_offs as (
            select clinic_id, id, session_note_id, reviewer_id, review_date, created_at, updated_at, version from sign_offs_at('infinity')
        ), counts as (
            select clinic_id, case when responded then 'responded_addendums' else 'open_addendums' end, count(*) from addendums group by 1, 2
            union all select clinic_id, 'sign_offs', count(*) from sign_offs group by 1
        )
        {Wrong}
        """;

    [Fact]
    public async Task Lists_that_were_spoiled_are_right_again_while_clients_write_and_read()
    {
        var service = running.Service;
        for (var note = 1; note <= 20; note++)
            await Write(note);
        var other = await running.OtherClinic.RequestsAnAddendum(note: 1001);
        await LedgerOf.Placed(service);
        await service.Execute(
            """
            update listed_addendums set session_note_id = 999, created_at = '2001-01-01', version = version + 7
                where id % 3 = 0 and session_note_id <> 1001;
            update listed_addendums set responded = not responded where id % 3 = 1;
            delete from listed_addendums where id % 5 = 2 and clinic_id = '1';
            update listed_sign_offs set reviewer_id = 1, review_date = '2001-01-01' where id % 2 = 0;
            delete from listed_sign_offs where id % 3 = 2;
            insert into listed_addendums select '1', 777777, session_note_id, true, created_at, updated_at, 1 from listed_addendums limit 1;
            insert into listed_sign_offs select '3', id, session_note_id, reviewer_id, review_date, created_at, updated_at, 1 from listed_sign_offs limit 1;
            update listed_counts set count = count + 5
            """
        );
        (await service.Scalar<long>(Told)).ShouldBePositive();

        var rebuilding = Called.Program(service, "projections", "rebuild", "--json");
        var written = 0;
        while (!rebuilding.IsCompleted)
        {
            await Task.WhenAll(Enumerable.Range(1, 4).Select(Write));
            written += 4;
            (await running.OtherClinic.Get($"{Client.Addendums}?session_note_id=1001")).Json["addendums"]!
                .AsArray()
                .Select(addendum => addendum!["id"]!.GetValue<long>())
                .ShouldBe([other]);
        }

        var rebuilt = await rebuilding;
        rebuilt.Code.ShouldBe(0, rebuilt.Complaint);
        rebuilt.Json["corrected"]!.GetValue<long>().ShouldBePositive();
        rebuilt.Json["events"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(61);
        written.ShouldBePositive();
        await LedgerOf.Placed(service);
        (await service.Scalar<long>(Told)).ShouldBe(0);
        service.Log.Count("The ledger is not being kept").ShouldBe(0);

        var again = await Called.Program(service, "projections", "rebuild");
        (again.Code, again.Complaint).ShouldBe((0, ""));
        again.Said.ShouldEndWith(" 0 rows and counts were not what they say, and are now.\n");
    }

    [Fact]
    public async Task Lists_of_one_clinic_leave_those_of_others_alone_and_empty_ones_are_filled()
    {
        var service = running.Service;
        await Write(30);
        await running.OtherClinic.RequestsAnAddendum(note: 1002);
        await LedgerOf.Placed(service);
        await service.Execute("truncate listed_addendums, listed_sign_offs, listed_counts");

        (await Called.Program(service, "projections", "rebuild", "--clinic", "1")).Code.ShouldBe(0);

        (await service.Scalar<long>("select count(*) from listed_addendums where clinic_id = '1'")).ShouldBePositive();
        (await service.Scalar<long>("select count(*) from listed_addendums where clinic_id = '2'")).ShouldBe(0);
        (await Called.Program(service, "projections", "rebuild")).Code.ShouldBe(0);
        (await service.Scalar<long>(Told)).ShouldBe(0);
    }

    private async Task Write(int note)
    {
        var id = await running.Supervisor.RequestsAnAddendum(note);
        await running.Supervisor.Put(
            $"{Client.Addendums}/{id}",
            $$$"""{"session_note_id":{{{note}}},"addendum":{"instructions_response":"Done"}}"""
        );
        await running.Supervisor.RecordsASignOff(note);
    }
}
