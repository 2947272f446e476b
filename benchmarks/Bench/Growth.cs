using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>The service on a store of ten thousand events beside the same on a large one: what it costs to have grown.</summary>
internal sealed class Growth(Cluster cluster, Options options, string service)
{
    private const int Small = 10_000;
    private const int Connections = 16;
    private const int Read = 1_600;

    private readonly List<Measurement> _measurements = [];

    public async Task<IReadOnlyList<Measurement>> Measure(int large)
    {
        using (var first = new Contender(Run.Ours, service, cluster.Seeded))
            await first.Start();

        using var small = await Grown("bench_small", FormattableString.Invariant($"with {Small:#,0} events"), Small);
        using var grown = await Grown("bench_grown", Run.Ours, large);
        (Contender Contender, int Events)[] stores = [(small, Small), (grown, large)];
        foreach (var (contender, events) in stores)
        {
            foreach (var workload in Of(events))
                await Load.Saturate(contender.Port, workload, Connections, 3 * options.Seconds);
        }

        for (var round = 1; round <= options.Rounds; round++)
        {
            // The larger first in every other round.
            foreach (var (contender, events) in round % 2 == 0 ? stores : stores.Reverse())
            {
                foreach (var workload in Of(events))
                    Add(
                        contender.Name,
                        FormattableString.Invariant($"{workload.Name} among {large:#,0} events"),
                        round,
                        await Load.Saturate(contender.Port, workload, Connections, options.Seconds)
                    );
            }
        }

        return _measurements;
    }

    private static Workload[] Of(int events) =>
        [Workload.CreateAddendum, Workload.ReadOneOf([.. Enumerable.Range(0, Read).Select(i => 1L + (long)i * events / Read)])];

    private async Task<Contender> Grown(string database, string name, int events)
    {
        var connectionString = await cluster.Copy(database);
        Console.Error.WriteLine($"Filling a store with {events:#,0} events");
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var fill = source.CreateCommand(
            $$"""
            insert into mt_streams (tenant_id, id, type, version) select '1', 'addendum-' || i, 'addendum', 1 from generate_series(1, {{events}}) i;
            insert into mt_events (
                seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, user_name
            )
            select nextval('mt_events_sequence'), gen_random_uuid(), 'addendum-' || i, 1,
                jsonb_build_object('addendum_id', i, 'instructions', 'Please fix this issue asap, names don''t match',
                    'requested_as', 'supervisor', 'requested_at', '2023-10-20T10:00:00Z', 'requested_by', 123, 'session_note_id', 46),
                'addendum_requested', now(), '1', 'ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain',
                gen_random_uuid()::text, gen_random_uuid()::text, '123'
            from generate_series(1, {{events}}) i;
            select setval('addendum_id', {{events}} + 1, false);
            """
        );
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await using var settle = source.CreateCommand("vacuum analyze");
        settle.CommandTimeout = 0;
        await settle.ExecuteNonQueryAsync();

        var contender = new Contender(name, service, connectionString);
        await contender.Start();
        return contender;
    }

    private void Add(string contender, string workload, int round, Load.Seen seen)
    {
        var measured = new Measurement(
            contender,
            workload,
            Connections,
            round,
            seen.PerSecond,
            seen.Latencies.GetValueAtPercentile(50) / 1000.0,
            seen.Latencies.GetValueAtPercentile(99) / 1000.0
        );
        _measurements.Add(measured);
        Console.Error.WriteLine($"round {round}, {workload}: {contender} {measured.PerSecond:0}/s, p99 {measured.P99:0.0} ms");
    }
}
