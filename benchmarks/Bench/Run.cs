namespace ClinicNotes.Bench;

/// <summary>Measures every contender at everything, round by round, in an order shuffled anew each time.</summary>
internal sealed class Run(Cluster cluster, Options options, string service, string verifier, string peers, string scripts, string pgbench)
{
    public const string Ours = "ClinicNotes";

    private readonly List<Measurement> _measurements = [];
    private readonly Memory _memory = new();
    private readonly Random _random = new(Seed: 46);

    /// <summary>What was found of the service alone.</summary>
    public List<Finding> Findings { get; } = [];

    public async Task<IReadOnlyList<Measurement>> Measure()
    {
        // Its first start makes the schema that all but one of the others use.
        using (var first = new Contender(Ours, service, cluster.Seeded))
            await first.Start();

        using var ours = new Contender(Ours, service, await cluster.Copy("bench_clinicnotes"));
        using var npgsql = new Contender("Npgsql by hand", Peer("Npgsql"), await cluster.Copy("bench_npgsql"));
        using var marten = new Contender("bare Marten", Peer("Marten"), await cluster.Copy("bench_marten"));
        using var efCore = new Contender("EF Core", Peer("EfCore"), await cluster.Empty("bench_efcore"));
        var floor = await cluster.Copy("bench_pgbench");
        Contender[] contenders = [ours, npgsql, marten, efCore];
        foreach (var contender in contenders)
        {
            var ready = await contender.Start();
            Progress.Say($"{contender.Name}: ready after {ready.TotalMilliseconds:0} ms");
            foreach (var workload in Workload.All)
                await Load.Saturate(contender.Port, workload, connections: 16, options.Seconds);
        }

        foreach (var connections in options.Connections)
        {
            for (var round = 1; round <= options.With(connections).Rounds; round++)
            {
                foreach (var workload in Workload.All)
                {
                    foreach (var contender in Shuffled(contenders))
                        await Measure(contender, workload, connections, round);
                }

                foreach (var (name, script) in Shuffled([("pgbench", "create.sql"), ("pgbench, pipelined", "create-pipelined.sql")]))
                    await MeasureFloor(name, Path.Combine(scripts, script), floor, connections, round);
            }
        }

        await MeasureAtHalfLoad(contenders);
        Found([_memory.Found]);
        Found(await Starts.Measure(service, await cluster.Copy("bench_starts"), options.Rounds));
        Found(await Storage.Measure(service, await cluster.Copy("bench_storage"), options.Seconds));
        Found(await new LedgerCost(service, cluster, options).Measure());
        Found(await new FeedCost(service, cluster, options).Measure());
        Found(await new Auditing(service, verifier, await cluster.Copy("bench_audit"), options).Measure());
        return _measurements;
    }

    private async Task Measure(Contender contender, Workload workload, int connections, int round)
    {
        var (cpu, postgres, wal) = (contender.Cpu, await cluster.Cpu(), await cluster.Wal());
        var seen = await Load.Saturate(contender.Port, workload, connections, options.With(connections).Seconds);
        // What a connection prepares for a workload is part of the difference, and not of the requests timed.
        double requests = seen.Answers + workload.Needs;
        if (contender.Name == Ours)
            _memory.Add(contender.Resident, after: seen.Answers + workload.Needs);
        Add(
            new Measurement(
                contender.Name,
                workload.Name,
                connections,
                round,
                seen.PerSecond,
                seen.Latencies.GetValueAtPercentile(50) / 1000.0,
                seen.Latencies.GetValueAtPercentile(99) / 1000.0,
                (contender.Cpu - cpu).TotalMicroseconds / requests,
                (await cluster.Cpu() - postgres).TotalMicroseconds / requests,
                (await cluster.Wal() - wal) / requests
            )
        );
    }

    private async Task MeasureFloor(string name, string script, string connectionString, int connections, int round)
    {
        if (pgbench.Length == 0)
            return;

        var perSecond = await Pgbench.PerSecond(pgbench, script, connectionString, connections, options.With(connections).Seconds);
        Add(new Measurement(name, Workload.CreateAddendum.Name, connections, round, perSecond));
    }

    private async Task MeasureAtHalfLoad(Contender[] contenders)
    {
        const int connections = 16;
        var measuredAt = options.Connections.Contains(connections) ? connections : options.Connections[0];
        var workload = Workload.CreateAddendum;
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var contender in Shuffled(contenders))
            {
                var saturation = Ratio.MedianOf(
                    _measurements
                        .Where(m => m.Contender == contender.Name && m.Workload == workload.Name && m.Connections == measuredAt)
                        .Select(m => m.PerSecond)
                );
                var seen = await Load.Pace(contender.Port, workload, connections, options.Seconds, saturation / 2);
                Add(
                    new Measurement(
                        contender.Name,
                        $"{workload.Name}, half load",
                        connections,
                        round,
                        seen.PerSecond,
                        seen.Latencies.GetValueAtPercentile(50) / 1000.0,
                        seen.Latencies.GetValueAtPercentile(99) / 1000.0
                    )
                );
            }
        }
    }

    private void Found(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Findings.Add(finding);
            Progress.Say($"{finding.What}: {finding.Figure}");
        }
    }

    private void Add(Measurement m)
    {
        _measurements.Add(m);
        var latency = m.P99 is { } p99 ? $", p99 {p99:0.0} ms" : "";
        Progress.Say($"round {m.Round}, {m.Connections} connections, {m.Workload}: {m.Contender} {m.PerSecond:0}/s{latency}");
    }

    private T[] Shuffled<T>(IReadOnlyList<T> things)
    {
        var shuffled = things.ToArray();
        _random.Shuffle(shuffled);
        return shuffled;
    }

    private string Peer(string name) => Path.Combine(peers, $"Peers.{name}", "bin", "Release", "net10.0", $"ClinicNotes.Peers.{name}.dll");
}
