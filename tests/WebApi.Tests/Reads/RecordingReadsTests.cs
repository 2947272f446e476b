using System.Diagnostics;
using System.Net;
using System.Text;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.Reads;

public sealed class RecordingReadsTests(RunningService running) : IClassFixture<RunningService>
{
    private const string Notes = "/v1/clinic/session_notes";

    [Theory]
    [InlineData("demo-provider", 121, "provider", $"{Notes}/46", "session_note", "46")]
    [InlineData("demo-supervisor", 123, "supervisor", $"{Notes}/46?as_of=2030-01-01", "session_note", "46")]
    [InlineData("demo-auditor", 125, "auditor", $"{Notes}/46/history", "history", "46")]
    [InlineData("demo-admin", 124, "admin", $"{Notes}/46/history?include=reads", "history", "46")]
    [InlineData("demo-auditor", 125, "auditor", $"{Notes}/46/proof", "proof", "46")]
    public async Task Reading_a_note_its_history_or_its_proof_is_recorded(
        string token,
        long user,
        string role,
        string path,
        string what,
        string note
    )
    {
        await LedgerOf.Signed(running.Service);

        var (reply, request) = await running.Service.Asks(token, path);

        reply.ShouldBe(HttpStatusCode.OK);
        var at = running.Service.Clock.GetCurrentInstant().ToString();
        (await running.Service.Record(request)).ShouldBeJson(
            $$"""
            {"reads":{"id":{{note}},"what":"{{what}}","read_at":"{{at}}","request_id":"{{request}}","remote_address":"127.0.0.1","session_note_ids":[{{note}}]},
             "clinic":"1","stream":"reads-{{user}}","read_as":"{{role}}","read_by":{{user}},"user_name":"{{user}}","recorded_at":"{{at}}"}
            """
        );
    }

    [Fact]
    public async Task A_read_of_a_note_is_recorded_within_a_second_and_is_in_the_ledger_of_its_clinic()
    {
        await running.Service.Record((await running.Service.Asks("demo-provider", $"{Notes}/46")).RequestId);

        var (_, request) = await running.Service.Asks("demo-provider", $"{Notes}/46");
        var answered = Stopwatch.StartNew();
        await running.Service.Record(request);
        answered.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));

        var size = await LedgerOf.Signed(running.Service);
        var entries = await ServedLog.For(running.Service, "demo-auditor").Entries(size);
        var stored = await running.Service.Scalar<long>(
            $$"""
            select position from ledger_entries join mt_events on seq_id = event_number
            where clinic_id = '1' and data -> 'reads' @> '[{"request_id":"{{request}}"}]'
            """
        );
        Encoding.UTF8.GetString(entries[(int)stored - 1]).ShouldContain("\"type\":\"session_notes_read\"");
    }

    [Fact]
    public async Task Reading_an_addendum_a_sign_off_or_a_list_is_recorded_with_the_notes_that_were_seen()
    {
        var addendum = await running.Supervisor.RequestsAnAddendum(note: 99);
        var signOff = await running.Supervisor.RecordsASignOff(note: 46);
        await running.Supervisor.RequestsAnAddendum(note: 46);
        await LedgerOf.Placed(running.Service);

        (await Read($"{Client.Addendums}/{addendum}")).ShouldBe(("addendum", addendum, "[99]"));
        (await Read($"{Client.SignOffs}/{signOff}")).ShouldBe(("sign_off", signOff, "[46]"));
        (await Read($"{Client.Addendums}?sort_dir=DESC&page_size=2")).ShouldBe(("addendums", null, "[46,99]"));
        (await Read($"{Client.SignOffs}?session_note_id=46&include=signatures")).ShouldBe(("sign_offs", null, "[46]"));
        (await Read($"{Client.SignOffs}?overdue=true&session_note_id=150")).ShouldBe(("sign_offs", null, "[]"));
        (await Read("/v1/audit/log/export")).ShouldBe(("export", null, "[]"));
    }

    [Fact]
    public async Task Reading_the_log_the_feed_health_or_users_and_what_is_refused_record_nothing()
    {
        await LedgerOf.Signed(running.Service);
        var silent = new List<string>();
        foreach (
            var (path, status) in new[]
            {
                ("/v1/audit/log/checkpoint", HttpStatusCode.OK),
                ("/v1/audit/log/key", HttpStatusCode.OK),
                ("/v1/audit/log/proof/inclusion?position=1&size=2", HttpStatusCode.OK),
                ("/v1/clinic/events", HttpStatusCode.OK),
                ("/health/ready", HttpStatusCode.OK),
                ($"{Notes}/999999", HttpStatusCode.NotFound),
                ($"{Notes}/46/history?page=0", HttpStatusCode.UnprocessableEntity),
                ("/v1/admin/clinic/users", HttpStatusCode.Forbidden),
            }
        )
        {
            var (reply, request) = await running.Service.Asks("demo-auditor", path);
            reply.ShouldBe(status);
            silent.Add(request);
        }

        var (_, last) = await running.Service.Asks("demo-auditor", $"{Notes}/46");
        await running.Service.Record(last);
        foreach (var request in silent)
            (await running.Service.Recorded(request)).ShouldBe(0);
    }

    [Fact]
    public async Task A_user_of_several_roles_reads_in_the_role_that_lets_them()
    {
        var both = await running.Service.EnrolsWithToken(1, 640, Role.Provider, Role.Auditor);

        var (_, asProvider) = await running.Service.Asks(both.Token, $"{Notes}/46");
        var (_, asAuditor) = await running.Service.Asks(both.Token, $"{Notes}/46/history");

        ((string)(await running.Service.Record(asProvider))["read_as"]!).ShouldBe("provider");
        ((string)(await running.Service.Record(asAuditor))["read_as"]!).ShouldBe("auditor");
    }

    [Fact]
    public async Task Reads_are_events_of_the_ledger_and_of_the_feed_and_move_no_note()
    {
        var before = (await running.Provider.Get($"{Notes}/99")).Json;
        var (_, request) = await running.Service.Asks("demo-provider", $"{Notes}/99");
        await running.Service.Record(request);
        await LedgerOf.Signed(running.Service);

        (await LedgerOf.Wrong(running.Service)).ShouldBe(0);
        var feed = (await running.Program.Get("/v1/clinic/events?types=clinicnotes.session_notes.read.v1&limit=1000")).Json["events"]!;
        var read = feed.AsArray()
            .SelectMany(e => e!["data"]!["changes"]!["reads"]!.AsArray())
            .Where(read => (string)read!["request_id"]! == request)
            .ShouldHaveSingleItem()!;
        ((string)read["what"]!).ShouldBe("session_note");
        ((string)read["remote_address"]!).ShouldBe("127.0.0.1");
        (await running.Provider.Get($"{Notes}/99")).ShouldBe(HttpStatusCode.OK, before.ToJsonString());
    }

    private async Task<(string What, long? Id, string Notes)> Read(string path)
    {
        var (reply, request) = await running.Service.Asks("demo-auditor", path);
        reply.ShouldBe(HttpStatusCode.OK);
        var read = (await running.Service.Record(request))["reads"]!;
        return ((string)read["what"]!, (long?)read["id"], read["session_note_ids"]!.ToJsonString());
    }
}
