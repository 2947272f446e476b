using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Appends;

/// <summary>Events are recorded by a function of our own, exactly as Marten records them.</summary>
public sealed class EventWriterTests(RunningService running, Database database) : IClassFixture<RunningService>
{
    [Fact]
    public async Task The_rows_of_an_event_are_those_that_Marten_writes()
    {
        var ours = await running.Supervisor.RequestsAnAddendum();
        await running.Supervisor.Put(
            $"{Client.Addendums}/{ours}",
            """{"session_note_id":46,"addendum":{"instructions_response":"Done"}}"""
        );
        var store = running.Service.Services.GetRequiredService<IDocumentStore>();
        await using (var session = store.LightweightSession("1"))
        {
            var now = running.Service.Clock.GetCurrentInstant();
            session.LastModifiedBy = "123";
            session.Events.StartStream<Addendum>(
                $"addendum-{1_000_000 + ours}",
                new AddendumRequested(ours, 46, "Names don't match", null, 123, Role.Supervisor, now),
                new AddendumResponded(ours, 46, "Done", null, 123, Role.Supervisor, now)
            );
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var rows = await RowsOf(ours);

        rows.ShouldContain("\"version\": 2");
        rows.ShouldBe(await RowsOf(1_000_000 + ours));
    }

    [Fact]
    public async Task What_is_recorded_is_read_by_Marten_with_its_metadata()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await using var session = running.Service.Services.GetRequiredService<IDocumentStore>().QuerySession("1");

        var recorded = (
            await session.Events.FetchStreamAsync($"addendum-{id}", token: TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();

        recorded.Data.ShouldBeOfType<AddendumRequested>().AddendumId.ShouldBe(id);
        (recorded.Version, recorded.TenantId, recorded.UserName).ShouldBe((1, "1", "123"));
        recorded.Id.ShouldNotBe(Guid.Empty);
        recorded.CausationId.ShouldNotBeNullOrEmpty();
        recorded.CorrelationId.ShouldNotBeNullOrEmpty();
        recorded.Timestamp.ShouldBe(running.Service.Clock.GetCurrentInstant().ToDateTimeOffset());
    }

    [Fact]
    public async Task An_append_that_loses_takes_no_number_of_the_sequence()
    {
        // The keeper of the ledger takes numbers too.
        await using var service = await new Service(await database.Make()) { Settings = { ["Ledger:Keep"] = "false" } }.Start();
        var id = await service.As("demo-supervisor").RequestsAnAddendum();
        var before = await service.Scalar<long>("select last_value from mt_events_sequence");

        var recorded = await service.Scalar<bool[]>(
            $$$"""
            select append_events(array['1', '1'], array['addendum-{{{id}}}', 'addendum-{{{id}}}'], array['addendum', 'addendum'], array[0, 7],
                array[gen_random_uuid(), gen_random_uuid()], array['x', 'x'], array['x', 'x'], array['{}', '{}']::jsonb[],
                array[now(), now()], array['', ''], array['', ''], array['', ''], array[null, null]::bytea[], array[null, null]::bytea[])
            """
        );

        recorded.ShouldBe([false, false]);
        (await service.Scalar<long>("select last_value from mt_events_sequence")).ShouldBe(before);
    }

    private Task<string> RowsOf(long addendum) =>
        running.Service.Scalar<string>(
            $"""
            select jsonb_build_array(
                (select jsonb_agg(to_jsonb(e) - array['seq_id', 'id', 'stream_id', 'correlation_id', 'causation_id'] order by version)
                 from mt_events e where stream_id = 'addendum-{addendum}'),
                (select to_jsonb(s) - array['id', 'timestamp', 'created'] from mt_streams s where id = 'addendum-{addendum}')
            )::text
            """
        );
}
