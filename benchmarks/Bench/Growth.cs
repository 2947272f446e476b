namespace ClinicNotes.Bench;

/// <summary>The service on a store of a thousand events beside the same on a large one: what it costs to have grown.</summary>
internal sealed class Growth(Cluster cluster, Options options, string service)
{
    private const int Small = 1_000;
    private const int Connections = 16;
    private const int Read = 1_600;

    private readonly List<Measurement> _measurements = [];

    /// <summary>What was found of the large store alone.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public async Task<IReadOnlyList<Measurement>> Measure(int large)
    {
        using (var first = new Contender(Run.Ours, service, cluster.Seeded))
            await first.Start();

        using var small = await Grown("bench_small", FormattableString.Invariant($"with {Small:#,0} events"), Small);
        using var grown = await Grown("bench_grown", Run.Ours, large);
        (Contender Contender, Workload[] Workloads)[] stores =
        [
            (small, Of(Small, await Following.Signed(small.ConnectionString))),
            (grown, Of(large, await Following.Signed(grown.ConnectionString))),
        ];
        foreach (var (contender, workloads) in stores)
        {
            foreach (var workload in workloads)
                await Load.Saturate(contender.Port, workload, Connections, 3 * options.Seconds);
        }

        for (var round = 1; round <= options.Rounds; round++)
        {
            // The larger first in every other round.
            foreach (var (contender, workloads) in round % 2 == 0 ? stores : stores.Reverse())
            {
                foreach (var workload in workloads)
                    Add(
                        contender.Name,
                        FormattableString.Invariant($"{workload.Name} among {large:#,0} events"),
                        round,
                        await Load.Saturate(contender.Port, workload, Connections, options.Seconds)
                    );
            }
        }

        var inclusion = Workload.InclusionIn(await Following.Signed(grown.ConnectionString));
        var history = Workload.HistoryOf(Fill.SessionNotes(large, Read / 4));
        Findings =
        [
            await Asking.Measure(grown, inclusion, options, large),
            await Asking.Measure(grown, history, options, large),
            .. await Replaying.Measure(grown),
        ];
        return _measurements;
    }

    private static Workload[] Of(int events, long signed) =>
        [
            Workload.CreateAddendum,
            Workload.ReadOneOf(Fill.Addendums(events, Read)),
            Workload.List,
            Workload.HistoryOf(Fill.SessionNotes(events, Read / 4)),
            Workload.InclusionIn(signed),
        ];

    private async Task<Contender> Grown(string database, string name, int events)
    {
        var connectionString = await cluster.Copy(database);
        await Fill.Store(connectionString, events);
        var contender = new Contender(name, service, connectionString);
        await contender.Start();
        var (took, last) = await Following.End(connectionString);
        Progress.Say($"{name}: the ledger has {last:#,0} entries after {took.TotalSeconds:0} s");
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
        Progress.Say($"round {round}, {workload}: {contender} {measured.PerSecond:0}/s, p99 {measured.P99:0.0} ms");
    }
}
