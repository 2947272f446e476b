using System.Net;

namespace ClinicNotes.WebApi.Tests.Storage;

public sealed class StoredEventTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task An_event_carries_clinic_actor_correlation_and_causation_and_no_headers()
    {
        var id = await running.Supervisor.RequestsAnAddendum();

        (
            await running.Service.Scalar<bool>(
                $"""
                select tenant_id = '1' and user_name = '123' and correlation_id <> '' and causation_id <> '' and type = 'addendum_requested'
                from mt_events where stream_id = 'addendum-{id}'
                """
            )
        ).ShouldBeTrue();
        (
            await running.Service.Scalar<long>(
                "select count(*) from information_schema.columns where table_name = 'mt_events' and column_name = 'headers'"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task An_event_is_stamped_by_the_same_clock_as_its_body_and_the_answer()
    {
        running.Service.Clock.AdvanceSeconds(7);
        var now = running.Service.Clock.GetCurrentInstant().ToDateTimeUtc();

        var id = await running.Supervisor.RequestsAnAddendum();

        (await running.Service.Scalar<DateTime>($"select timestamp from mt_events where stream_id = 'addendum-{id}'")).ShouldBe(now);
        (
            await running.Service.Scalar<DateTime>(
                $"select (data ->> 'requested_at')::timestamptz from mt_events where stream_id = 'addendum-{id}'"
            )
        ).ShouldBe(now);
    }

    [Fact]
    public async Task An_event_says_who_acted_in_which_role_and_on_which_note()
    {
        var id = await running.Admin.RequestsAnAddendum(note: 99, instructions: "Look again");

        (await running.Service.Scalar<string>($"select data::text from mt_events where stream_id = 'addendum-{id}'")).ShouldBe(
            $$"""{"addendum_id": {{id}}, "instructions": "Look again", "requested_as": "admin", "requested_at": "{{running.Service.Clock.GetCurrentInstant()}}", "requested_by": 124, "session_note_id": 99}"""
        );
    }

    [Fact]
    public async Task A_long_body_is_compressed_by_lz4_where_PostgreSQL_has_it()
    {
        var best = await running.Service.Scalar<string>(
            "select case when 'lz4' = any (enumvals) then 'lz4' else 'pglz' end from pg_settings where name = 'default_toast_compression'"
        );
        var id = await running.Supervisor.RequestsAnAddendum(instructions: new string('x', 4_000));

        (
            await running.Service.Scalar<string>($"select pg_column_compression(data) from mt_events where stream_id = 'addendum-{id}'")
        ).ShouldBe(best);
    }

    [Fact]
    public async Task A_signature_sent_many_times_is_stored_once_and_events_hold_its_digest_only()
    {
        const string withIt =
            "select count(*) from mt_events where type = 'sign_off_recorded' and data -> 'signature' ->> 'sha256' = (select encode(sha256, 'hex') from signatures)";
        await running.Supervisor.RecordsASignOff();
        var before = await running.Service.Scalar<long>(withIt);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => running.Supervisor.RecordsASignOff()));

        (await running.Service.Scalar<long>("select count(*) from signatures where clinic_id = '1'")).ShouldBe(1);
        (await running.Service.Scalar<long>(withIt)).ShouldBe(before + 100);
        (await running.Service.Scalar<long>("select count(*) from mt_events where data::text like '%iVBORw0KGgo%'")).ShouldBe(0);
        (await running.Service.Scalar<long>("select count(*) from signatures where sha256 <> sha256(png)")).ShouldBe(0);
    }

    [Fact]
    public async Task A_signature_is_read_back_by_a_service_that_never_saw_it_given()
    {
        var id = await running.Supervisor.RecordsASignOff();
        await using var other = await new Service(running.Service.ConnectionString).Start();

        var reply = await other.As("demo-supervisor").Put($"{Client.SignOffs}/{id}", """{"session_note_id":46,"sign_off":{}}""");

        reply.ShouldBe(HttpStatusCode.OK).Json["signature"]!.GetValue<string>().ShouldBe(Pictures.Signature);
    }

    [Fact]
    public async Task A_signature_that_the_database_lost_is_stored_again_with_the_next_event_that_names_it()
    {
        await running.Supervisor.RecordsASignOff();
        await running.Service.Tamper("delete from signatures");

        var id = await running.Supervisor.RecordsASignOff();

        (await running.Service.Scalar<long>("select count(*) from signatures")).ShouldBe(1);
        await using var other = await new Service(running.Service.ConnectionString).Start();
        (await other.As("demo-auditor").Get($"{Client.SignOffs}/{id}")).Json["signature"]!.GetValue<string>().ShouldBe(Pictures.Signature);
    }

    [Fact]
    public async Task Ids_go_on_after_a_restart()
    {
        var before = await running.Supervisor.RequestsAnAddendum();
        await using var restarted = await new Service(running.Service.ConnectionString).Start();

        (await restarted.As("demo-supervisor").RequestsAnAddendum()).ShouldBeGreaterThan(before);
    }
}
