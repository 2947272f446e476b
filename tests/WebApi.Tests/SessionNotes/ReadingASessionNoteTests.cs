using System.Net;
using ClinicNotes.WebApi.Tests.Ledger;
using NodaTime;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.SessionNotes;

public sealed class ReadingASessionNoteTests(RunningService running) : IClassFixture<RunningService>
{
    private static int LastNote = 700;

    [Fact]
    public async Task It_shows_whose_it_is_and_what_hangs_on_it_the_instant_after_a_write()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2023, 10, 21, 9, 0));
        var (note, address) = await Registered();
        (await running.Provider.Get(address)).ShouldBe(HttpStatusCode.OK, Shown(note, 0, 0, "null", "false", "09:00"));

        running.Service.Clock.AdvanceHours(1);
        var addendum = await running.Supervisor.RequestsAnAddendum(note);
        (await running.Provider.Get(address)).ShouldBe(HttpStatusCode.OK, Shown(note, 1, 0, "null", "false", "10:00"));

        running.Service.Clock.AdvanceHours(1);
        var signOff = await SignOff(await running.Supervisor.RecordsASignOff(note));
        (await running.Provider.Get(address)).ShouldBe(HttpStatusCode.OK, Shown(note, 1, 0, signOff, "false", "11:00"));

        running.Service.Clock.AdvanceHours(1);
        await Respond(note, addendum, $"\"responded_signature\":\"{Pictures.Signature}\"");
        (await running.Provider.Get(address)).ShouldBe(HttpStatusCode.OK, Shown(note, 0, 1, signOff, "true", "12:00"));

        running.Service.Clock.AdvanceHours(1);
        var again = await SignOff(await running.Supervisor.RecordsASignOff(note));
        (await running.Provider.Get(address)).ShouldBe(HttpStatusCode.OK, Shown(note, 0, 1, again, "false", "13:00"));
    }

    [Fact]
    public async Task It_is_shown_as_it_was_at_any_moment()
    {
        running.Service.Clock.Reset(Instant.FromUtc(2023, 11, 1, 0, 0));
        var (note, address) = await Registered();
        var answers = new List<string> { (await running.Auditor.Get(address)).Body };
        long addendum = 0;
        Func<Task>[] changes =
        [
            async () => addendum = await running.Supervisor.RequestsAnAddendum(note),
            () => running.Supervisor.RecordsASignOff(note),
            () => Respond(note, addendum, "\"instructions_response\":\"Done\""),
            () => running.Supervisor.RequestsAnAddendum(note),
            () => running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":8}}"""),
            () => running.Supervisor.RecordsASignOff(note),
        ];
        foreach (var change in changes)
        {
            running.Service.Clock.AdvanceHours(1);
            await change();
            answers.Add((await running.Auditor.Get(address)).Body);
        }

        answers.Distinct().Count().ShouldBe(answers.Count);
        for (var hour = 0; hour < answers.Count; hour++)
        {
            (await running.Auditor.Get($"{address}?as_of=2023-11-01T0{hour}:00:00Z")).ShouldBe(HttpStatusCode.OK, answers[hour]);
            (await running.Auditor.Get($"{address}?as_of=2023-11-01T0{hour}:59:59.999Z")).ShouldBe(HttpStatusCode.OK, answers[hour]);
        }

        (await running.Auditor.Get($"{address}?as_of=9999-12-31")).ShouldBe(HttpStatusCode.OK, answers[^1]);
        (await running.Auditor.Get($"{address}?as_of=2023-10-31T23:59:59.999Z")).ShouldBe(
            HttpStatusCode.NotFound,
            """{"errors":"Session note not found"}"""
        );
    }

    [Fact]
    public async Task What_was_committed_late_comes_after_what_the_ledger_had_before_although_its_number_is_lower()
    {
        var (note, address) = await Registered();
        await using var late = await running.Service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await late.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var append = new NpgsqlCommand(LateAddendum(note), late);
        ((bool[])(await append.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).ShouldBe([true]);
        await running.Supervisor.RecordsASignOff(note);
        await LedgerOf.Placed(running.Service);
        (await running.Auditor.Get(address)).Json["stale"]!.GetValue<bool>().ShouldBeFalse();

        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        (await running.Auditor.Get(address)).Json["stale"]!.GetValue<bool>().ShouldBeTrue("the ledger does not have it yet");
        await LedgerOf.Placed(running.Service);
        (await running.Auditor.Get(address)).Json["stale"]!.GetValue<bool>().ShouldBeTrue("the ledger has it last");
    }

    [Fact]
    public async Task Whoever_registers_a_note_is_told_this_address()
    {
        var note = Interlocked.Increment(ref LastNote);

        var created = await running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":7}}""");

        var address = created.ShouldBe(HttpStatusCode.Created).Headers.Location!.ToString();
        address.ShouldBe($"/v1/clinic/session_notes/{note}");
        (await running.Admin.Get(address)).ShouldBe(HttpStatusCode.OK).Json["id"]!.GetValue<int>().ShouldBe(note);
    }

    [Fact]
    public async Task Provider_supervisor_admin_and_auditor_may_read_it_and_no_program()
    {
        foreach (var client in new[] { running.Provider, running.Supervisor, running.Admin, running.Auditor })
            (await client.Get(Address(46))).ShouldBe(HttpStatusCode.OK);
        (await running.Program.Get($"{Address(46)}?as_of=garbage")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_note_of_another_clinic_and_no_note_at_all_are_not_found()
    {
        var hidden = await running.OtherClinic.Get(Address(46));

        hidden.ShouldBe(HttpStatusCode.NotFound, """{"errors":"Session note not found"}""");
        foreach (var nothing in new[] { "999999", "abc", "0", "9007199254740992" })
            (await running.Supervisor.Get($"/v1/clinic/session_notes/{nothing}")).ShouldBe(HttpStatusCode.NotFound, hidden.Body);
    }

    [Theory]
    [InlineData("as_of=garbage", "invalid format")]
    [InlineData("as_of=", "can't be blank")]
    public async Task What_is_no_moment_is_refused(string query, string sentence) =>
        (await running.Auditor.Get($"{Address(46)}?{query}")).ShouldBe(
            HttpStatusCode.UnprocessableEntity,
            $$$"""{"errors":{"as_of":["{{{sentence}}}"]}}"""
        );

    private static string Address(long note) => $"/v1/clinic/session_notes/{note}";

    private async Task<(long Note, string Address)> Registered()
    {
        var note = Interlocked.Increment(ref LastNote);
        (await running.Admin.Put($"{Client.SessionNotes}/{note}", """{"session_note":{"provider_id":7}}""")).ShouldBe(
            HttpStatusCode.Created
        );
        return (note, Address(note));
    }

    private async Task Respond(long note, long addendum, string answer) =>
        (
            await running.Supervisor.Put(
                $"{Client.Addendums}/{addendum}",
                $$$"""{"session_note_id":{{{note}}},"addendum":{{{{answer}}}}}"""
            )
        ).ShouldBe(HttpStatusCode.OK);

    private async Task<string> SignOff(long id) => (await running.Auditor.Get($"{Client.SignOffs}/{id}")).ShouldBe(HttpStatusCode.OK).Body;

    private static string Shown(long note, int open, int responded, string signOff, string stale, string updated) =>
        $$"""
            {"id":{{note}},"provider_id":7,"open_addendums":{{open}},"responded_addendums":{{responded}},"latest_sign_off":{{signOff}},"stale":{{stale}},
            "created_at":"2023-10-21T09:00:00.000Z","updated_at":"2023-10-21T{{updated}}:00.000Z"}
            """;

    private static string LateAddendum(long note) =>
        $$"""
            select append_events(array['1']::varchar[], array['addendum-900003']::varchar[], array['addendum']::varchar[], array[0]::bigint[],
                array[gen_random_uuid()], array['addendum_requested']::varchar[], array['none']::varchar[],
                array['{"addendum_id":900003,"session_note_id":{{note}},"instructions":"Late","requested_by":121,"requested_as":"provider","requested_at":"2023-10-20T10:00:00Z"}']::jsonb[],
                array[now()], array[null]::varchar[], array[null]::varchar[], array['121']::varchar[], array[null]::bytea[], array[null]::bytea[])
            """;
}
