namespace ClinicNotes.Bench;

/// <summary>What feeding consumers costs those who write: a service that feeds some beside one that feeds nobody.</summary>
internal sealed class FeedCost(string service, Cluster cluster, Options options)
{
    /// <summary>How many clients write at once, and in how many rounds: most where the processors have no more to give.</summary>
    private readonly (int Connections, int Rounds)[] _clients = [(16, options.Rounds + 3), (1, options.Rounds)];

    private readonly Random _random = new(Seed: 46);

    public async Task<IReadOnlyList<Finding>> Measure()
    {
        using var receiver = new Receiver();
        using var unfed = new Contender(Run.Ours, service, await cluster.Copy("bench_unfed"));
        using var read = new Contender(Run.Ours, service, await cluster.Copy("bench_read"));
        using var hooked = new Contender(
            Run.Ours,
            service,
            await cluster.Copy("bench_hooked"),
            ("Webhooks__AllowedTargets", receiver.Target),
            ("Webhooks__Key", Contender.AnyKey)
        );
        foreach (var contender in new[] { unfed, read, hooked })
        {
            await contender.Start();
            await Load.Saturate(contender.Port, Workload.CreateAddendum, connections: 16, options.WarmUp);
        }

        using var nobody = new Nobody();
        using var readers = await FeedReaders.Of(read);
        using var hook = await Hook.Of(hooked, receiver);
        (Contender Contender, IConsumer Consumer)[] order = [(unfed, nobody), (read, readers), (hooked, hook)];
        var findings = new List<Finding>();
        foreach (var (connections, rounds) in _clients)
        {
            var seen = new List<Dictionary<Contender, (double PerSecond, double Cpu)>>();
            for (var round = 1; round <= rounds; round++)
            {
                _random.Shuffle(order);
                var costs = new Dictionary<Contender, (double, double)>();
                foreach (var (contender, consumer) in order)
                    costs[contender] = await Once(contender, consumer, connections);
                seen.Add(costs);
            }

            findings.AddRange([.. Found("a follower and a client that pulls are", read), .. Found("a webhook is", hooked)]);

            IEnumerable<Finding> Found(string who, Contender fed) =>
                [
                    new(
                        $"creates while {who} fed ÷ while nobody is",
                        $"{Ratio.Spread(seen.Select(s => s[fed].PerSecond / s[unfed].PerSecond))}, connections: {connections}"
                    ),
                    new(
                        $"processor time for each of them, until {who} fed with it ÷ until the ledger has it",
                        $"{Ratio.Spread(seen.Select(s => s[fed].Cpu / s[unfed].Cpu))}, connections: {connections}"
                    ),
                ];
        }

        return findings;
    }

    private async Task<(double PerSecond, double Cpu)> Once(Contender contender, IConsumer consumer, int connections)
    {
        var before = contender.Cpu + await cluster.Cpu();
        var seen = await Load.Saturate(contender.Port, Workload.CreateAddendum, connections, options.Seconds);
        var (_, last) = await Following.End(contender.ConnectionString);
        await consumer.Has(last);
        return (seen.PerSecond, (contender.Cpu + await cluster.Cpu() - before).TotalMicroseconds / seen.Answers);
    }
}
