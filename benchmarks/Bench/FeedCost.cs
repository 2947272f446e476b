namespace ClinicNotes.Bench;

/// <summary>What feeding consumers costs those who write: a service that feeds some beside one that feeds nobody.</summary>
internal sealed class FeedCost(string service, Cluster cluster, Options options)
{
    private const int Connections = 16;

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
            await Load.Saturate(contender.Port, Workload.CreateAddendum, Connections, options.WarmUp);
        }

        using var nobody = new Nobody();
        using var readers = await FeedReaders.Of(read);
        using var hook = await Hook.Of(hooked, receiver);
        var seen = new List<Dictionary<Contender, (double PerSecond, double Cpu)>>();
        for (var round = 1; round <= options.Rounds + 3; round++)
        {
            (Contender Contender, IConsumer Consumer)[] order = [(unfed, nobody), (read, readers), (hooked, hook)];
            _random.Shuffle(order);
            var costs = new Dictionary<Contender, (double, double)>();
            foreach (var (contender, consumer) in order)
                costs[contender] = await Once(contender, consumer);
            seen.Add(costs);
        }

        return [.. Found("a follower and a client that pulls are", read), .. Found("a webhook is", hooked)];

        IEnumerable<Finding> Found(string who, Contender fed) =>
            [
                new(
                    $"creates while {who} fed ÷ while nobody is",
                    $"{Ratio.Spread(seen.Select(s => s[fed].PerSecond / s[unfed].PerSecond))}, 16 connections"
                ),
                new(
                    $"processor time for each of them, until {who} fed with it ÷ until the ledger has it",
                    Ratio.Spread(seen.Select(s => s[fed].Cpu / s[unfed].Cpu))
                ),
            ];
    }

    private async Task<(double PerSecond, double Cpu)> Once(Contender contender, IConsumer consumer)
    {
        var before = contender.Cpu + await cluster.Cpu();
        var seen = await Load.Saturate(contender.Port, Workload.CreateAddendum, Connections, options.Seconds);
        var (_, last) = await Following.End(contender.ConnectionString);
        await consumer.Has(last);
        return (seen.PerSecond, (contender.Cpu + await cluster.Cpu() - before).TotalMicroseconds / seen.Answers);
    }
}
