using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;

namespace ClinicNotes.WebApi.Tests.SignOffs;

/// <summary>How PostgreSQL looks for the last event of a session note, which a sign-off covers.</summary>
public sealed class LastEventTests(RunningService running) : IClassFixture<RunningService>
{
    // Pages of 8 kB: some for each of the four events that are looked at, of a thousand and more that tables and ledger have.
    private const long Few = 60;

    [Fact]
    public async Task The_last_event_of_a_note_is_found_without_a_look_at_what_came_since_on_other_notes()
    {
        await running.Service.Execute(Addendums(note: 99, from: 500_001, to: 502_000));
        await running.Service.Execute(Addendums(note: 46, from: 600_001, to: 620_000));
        await running.Service.Execute("analyze mt_events");

        (await PagesRead(note: 99)).ShouldBeInRange(1, Few);

        (await running.Supervisor.RecordsASignOff(99)).ShouldBePositive();
    }

    [Fact]
    public async Task The_ledger_is_not_read_through_though_PostgreSQL_believes_it_to_be_small()
    {
        await running.Service.Execute("analyze ledger_entries");
        await running.Service.Execute(Addendums(note: 79, from: 700_001, to: 720_000));
        await LedgerOf.Placed(running.Service);

        (await PagesRead(note: 79)).ShouldBeInRange(1, Few);

        (await running.Supervisor.RecordsASignOff(79)).ShouldBePositive();
    }

    private async Task<long> PagesRead(long note)
    {
        await using var connection = await running.Service.Sql.OpenConnectionAsync();
        var pages = 0L;
        // The first time it also reads what PostgreSQL plans by.
        for (var i = 0; i < 2; i++)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"explain (analyze, buffers, format json) select * from last_event_of_note('1', '{note}')";
            var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!["Plan"]!;
            ((double)plan["Actual Rows"]!).ShouldBe(1);
            pages = (long)plan["Shared Hit Blocks"]! + (long)plan["Shared Read Blocks"]!;
        }

        return pages;
    }

    private static string Addendums(long note, long from, long to) =>
        $$"""
            insert into mt_streams (tenant_id, id, type, version) select '1', 'addendum-' || i, 'addendum', 1 from generate_series({{from}}, {{to}}) i;
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            select nextval('mt_events_sequence'), gen_random_uuid(), 'addendum-' || i, 1,
                jsonb_build_object('addendum_id', i, 'instructions', 'Names do not match', 'requested_as', 'supervisor',
                    'requested_at', '2023-10-20T10:00:00Z', 'requested_by', 123, 'session_note_id', {{note}}),
                'addendum_requested', now(), '1', 'ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain'
            from generate_series({{from}}, {{to}}) i
            """;
}
