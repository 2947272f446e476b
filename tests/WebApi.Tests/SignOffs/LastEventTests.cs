using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using Npgsql;
using NpgsqlTypes;

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
    public async Task The_ledger_is_not_read_through_whether_PostgreSQL_believes_it_to_be_small_or_large()
    {
        await running.Service.Execute("analyze ledger_entries");
        await running.Service.Execute(Addendums(note: 79, from: 700_001, to: 720_000));
        await LedgerOf.Placed(running.Service);

        (await PagesRead(note: 79)).ShouldBeInRange(1, Few);
        await running.Service.Execute("analyze ledger_entries");
        await running.Service.Execute("analyze mt_events");
        (await PagesRead(note: 79)).ShouldBeInRange(1, Few);

        (await running.Supervisor.RecordsASignOff(79)).ShouldBePositive();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_last_event_of_a_note_is_the_newest_without_a_position_or_else_that_with_the_highest(int seed)
    {
        var chance = new Random(seed);
        var positions = Enumerable.Range(0, 100).Select(_ => Positions(chance)).ToList();
        await using var connection = await running.Service.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var undone = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var write = new NpgsqlCommand(Placed, connection);
        foreach (var (note, ofNote) in positions.Index())
        {
            foreach (var (number, position) in ofNote.Index())
            {
                write.Parameters.Clear();
                write.Parameters.AddRange(
                    new NpgsqlParameter[]
                    {
                        new() { Value = $"addendum-{8_000_000 + (10 * note) + number}" },
                        new() { Value = 8_000_000L + note },
                        new() { Value = (object?)position ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                    }
                );
                await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }

        await using var ask = new NpgsqlCommand("select to_jsonb(last_events_of_notes($1, $2))::text", connection);
        ask.Parameters.Add(new() { Value = positions.Select(_ => "1").ToArray() });
        ask.Parameters.Add(new() { Value = positions.Select((_, note) => $"{8_000_000 + note}").ToArray() });
        var found = JsonNode.Parse((string)(await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken))!)!.AsArray();

        found
            .Select(last => (string)last!["stream"]!)
            .ShouldBe(positions.Select((ofNote, note) => $"addendum-{8_000_000 + (10 * note) + Last(ofNote)}"));
    }

    [Fact]
    public async Task A_note_without_events_has_no_last_one_and_where_none_is_named_none_is_looked_for()
    {
        const string ask = "select to_jsonb(last_events_of_notes(array['1', '1', '1'], array[null, '46', '9999999']))::text";

        var found = JsonNode.Parse(await running.Service.Scalar<string>(ask))!.AsArray();

        found[0].ShouldBeNull();
        ((long)found[1]!["version"]!).ShouldBePositive();
        found[2].ShouldBeNull();
    }

    /// <summary>Of up to six events of a note, in the order of their numbers, the positions in any order; the newest may have none yet.</summary>
    private static long?[] Positions(Random chance)
    {
        var positions = Enumerable.Range(1, chance.Next(1, 7)).Select(position => (long?)position).ToArray();
        chance.Shuffle(positions);
        for (var i = 0; i < positions.Length; i++)
            positions[i] = i < positions.Length - 4 || chance.Next(2) == 0 ? positions[i] : null;
        return positions;
    }

    private static int Last(long?[] positions) =>
        positions.Index().TakeLast(4).OrderByDescending(e => e.Item ?? long.MaxValue).ThenByDescending(e => e.Index).First().Index;

    private async Task<long> PagesRead(long note)
    {
        await using var connection = await running.Service.Sql.OpenConnectionAsync();
        var pages = new List<long>();
        // The first time PostgreSQL also reads what it plans by, and again whenever a table is analysed meanwhile.
        for (var i = 0; i < 5; i++)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"explain (analyze, buffers, format json) select last_events_of_notes(array['1'], array['{note}'])";
            var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!["Plan"]!;
            ((double)plan["Actual Rows"]!).ShouldBe(1);
            pages.Add((long)plan["Shared Hit Blocks"]! + (long)plan["Shared Read Blocks"]!);
        }

        return pages.Min();
    }

    private const string Placed = """
        with begun as (insert into mt_streams (tenant_id, id, type, version) values ('1', $1, 'addendum', 1) returning id),
        written as (
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            select nextval('mt_events_sequence'), gen_random_uuid(), id, 1, jsonb_build_object('session_note_id', $2), 'addendum_requested', now(), '1', ''
            from begun returning seq_id
        )
        insert into ledger_entries (clinic_id, position, event_number, leaf, body_salt)
        select '1', 10 * $2 + $3, seq_id, '', '' from written where $3 is not null
        """;

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
