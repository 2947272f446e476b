using System.Net;
using System.Text.Json.Nodes;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Ledger;

public sealed class PositionTests(Database database, RunningService running) : IClassFixture<RunningService>
{
    private const string Append = """
        select append_events(array['1']::varchar[], array[$1]::varchar[], array['addendum']::varchar[], array[0]::bigint[],
            array[gen_random_uuid()], array['addendum_requested']::varchar[], array['none']::varchar[],
            array['{"addendum_id":1,"session_note_id":46,"instructions":"Late","requested_by":121,"requested_as":"provider","requested_at":"2023-10-20T10:00:00Z"}']::jsonb[],
            array[now()], array[null]::varchar[], array[null]::varchar[], array['121']::varchar[], array[null]::bytea[], array[null]::bytea[])
        """;

    [Fact]
    public async Task Every_event_of_a_clinic_gets_one_position_and_there_is_no_gap()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => running.Supervisor.RequestsAnAddendum()));
        await running.OtherClinic.RecordsASignOff(note: 1001);

        await LedgerOf.Signed(running.Service);

        (await LedgerOf.Wrong(running.Service)).ShouldBe(0);
        (await LedgerOf.Size(running.Service)).ShouldBe(
            await running.Service.Scalar<long>("select count(*) from mt_events where tenant_id = '1'")
        );
    }

    [Fact]
    public async Task The_events_of_a_stream_have_their_positions_in_its_order()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        for (var i = 0; i < 5; i++)
            await running.Supervisor.Put(
                $"{Client.Addendums}/{id}",
                $$$"""{"session_note_id":46,"addendum":{"instructions_response":"{{{i}}}"}}"""
            );
        await LedgerOf.Placed(running.Service);

        var positions = await running.Service.Scalar<long[]>(
            $"select array_agg(l.position order by e.version) from mt_events e join ledger_entries l on l.event_number = e.seq_id where e.stream_id = 'addendum-{id}'"
        );

        positions.Length.ShouldBe(6);
        positions.ShouldBeInOrder();
    }

    [Fact]
    public async Task An_event_that_is_committed_late_gets_the_next_position_and_none_is_renumbered()
    {
        await using var late = await running.Service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await late.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Write(late, "addendum-900001");
        await using var never = await running.Service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var undone = await never.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Write(never, "addendum-900002");
        for (var i = 0; i < 3; i++)
            await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Placed(running.Service);
        const string positions =
            "select string_agg(position || ':' || event_number, ',' order by position) from ledger_entries where clinic_id = '1'";
        var before = await running.Service.Scalar<string>(positions);

        await undone.RollbackAsync(TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await LedgerOf.Placed(running.Service);

        (await running.Service.Scalar<string>(positions)).ShouldStartWith(before);
        (
            await running.Service.Scalar<long>(
                "select count(*) from ledger_entries l join mt_events e on e.seq_id = l.event_number where e.stream_id = 'addendum-900001'"
            )
        ).ShouldBe(1);
        (await LedgerOf.Wrong(running.Service)).ShouldBe(0);
        await Patiently.Until(async () =>
        {
            // What is missing is looked at when there is something new.
            await running.Supervisor.RequestsAnAddendum();
            return await running.Service.Scalar<long>("select count(*) from ledger_gaps") == 0;
        });
    }

    [Fact]
    public async Task As_many_events_committed_late_as_one_round_cannot_take_come_before_what_follows_them_in_their_streams()
    {
        const int many = 7_000;
        var connectionString = await database.Make();
        await using var service = await new Service(connectionString).Start();
        await using (var late = await service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await late.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var write = new NpgsqlCommand(ManyAddendums, late) { Parameters = { new() { Value = many } } };
            await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            // These numbers are higher, so the many are missed first.
            await service.As("demo-supervisor").RequestsAnAddendum();
            await Patiently.Until(async () => await service.Scalar<long>("select count(*) from ledger_gaps") >= many);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        (
            await service
                .As("demo-supervisor")
                .Put($"{Client.Addendums}/{700_000 + many}", """{"session_note_id":46,"addendum":{"instructions_response":"Late, too"}}""")
        ).ShouldBe(HttpStatusCode.OK);

        await LedgerOf.Signed(service);
        (await LedgerOf.Wrong(service)).ShouldBe(0);
        (
            await service.Scalar<long[]>(
                $"select array_agg(l.position order by e.version) from mt_events e join ledger_entries l on l.event_number = e.seq_id where e.stream_id = 'addendum-{700_000 + many}'"
            )
        ).ShouldBeInOrder();
        (await service.Scalar<long>("select count(*) from ledger_gaps")).ShouldBe(0);
    }

    [Fact]
    public async Task The_history_shows_the_position()
    {
        await running.Supervisor.RequestsAnAddendum();
        await LedgerOf.Placed(running.Service);

        var history = await running.Auditor.Get("/v1/clinic/session_notes/46/history?page_size=100");

        history.Json["events"]!.AsArray().ShouldAllBe(e => e!["position"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task The_history_shows_an_event_at_once_and_its_position_when_the_ledger_has_it()
    {
        var connectionString = await database.Make();
        await using var service = new Service(connectionString) { Settings = { ["Ledger:Keep"] = "false" } };
        await service.Start();
        var id = await service.As("demo-supervisor").RequestsAnAddendum();

        var shown = await Shown();
        shown.ContainsKey("position").ShouldBeTrue();
        shown["position"].ShouldBeNull();

        await using var keeping = await new Service(connectionString).Start();
        await LedgerOf.Placed(service);
        ((long?)(await Shown())["position"]).ShouldBe(
            await service.Scalar<long>(
                $"select position from ledger_entries join mt_events on seq_id = event_number where stream_id = 'addendum-{id}'"
            )
        );

        async Task<JsonObject> Shown() =>
            (await service.As("demo-auditor").Get("/v1/clinic/session_notes/46/history?page_size=100")).Json["events"]!
                .AsArray()
                .Select(e => e!.AsObject())
                .Single(e => (string)e["stream"]! == $"addendum-{id}");
    }

    [Fact]
    public async Task When_the_service_that_keeps_the_ledger_ends_another_goes_on()
    {
        var connectionString = await database.Make();
        var first = await new Service(connectionString).Start();
        await using var second = await new Service(connectionString).Start();
        await first.As("demo-supervisor").RequestsAnAddendum();
        await LedgerOf.Signed(first);

        await first.DisposeAsync();
        await second.As("demo-supervisor").RequestsAnAddendum();

        await LedgerOf.Signed(second);
        (await LedgerOf.Wrong(second)).ShouldBe(0);
    }

    [Fact]
    public async Task A_keeper_whose_connection_is_cut_goes_on_where_it_was()
    {
        var connectionString = await database.Make();
        await using var service = await new Service(connectionString).Start();
        for (var i = 0; i < 20; i++)
        {
            await service.As("demo-supervisor").RequestsAnAddendum();
            await service.Execute(
                "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"
            );
        }

        await LedgerOf.Signed(service);
        (await LedgerOf.Wrong(service)).ShouldBe(0);
        await Patiently.Until(async () => (await service.As(null).Get("/health/ready")).Body == "Healthy");
    }

    private const string ManyAddendums = """
        with made as (
            insert into mt_streams (tenant_id, id, type, version) select '1', 'addendum-' || 700000 + i, 'addendum', 1 from generate_series(1, $1) i
        )
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
        select nextval('mt_events_sequence'), gen_random_uuid(), 'addendum-' || 700000 + i, 1,
            jsonb_build_object('addendum_id', 700000 + i, 'instructions', 'Names do not match', 'requested_as', 'supervisor',
                'requested_at', '2023-10-20T10:00:00Z', 'requested_by', 123, 'session_note_id', 46),
            'addendum_requested', now(), '1', 'ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain'
        from generate_series(1, $1) i
        """;

    private static async Task Write(NpgsqlConnection connection, string stream)
    {
        await using var command = new NpgsqlCommand(Append, connection) { Parameters = { new() { Value = stream } } };
        ((bool[])(await command.ExecuteScalarAsync())!).ShouldBe([true]);
    }
}
