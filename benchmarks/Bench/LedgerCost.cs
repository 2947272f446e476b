namespace ClinicNotes.Bench;

/// <summary>
/// What keeping the ledger costs those who write. The keeper of the ledgers writes the lists, too, which need writing with or without a ledger:
/// the service is held against one whose lists alone are kept, and against one that leaves both to others.
/// </summary>
internal sealed class LedgerCost(string service, Cluster cluster, Options options)
{
    private readonly Random _random = new(Seed: 46);

    public async Task<IReadOnlyList<Finding>> Measure()
    {
        using var keeping = new Contender(Run.Ours, service, await cluster.Copy("bench_kept"));
        using var listing = new Contender(Run.Ours, service, await cluster.Copy("bench_listed"), ("Ledger__Keep", "false"));
        using var leaving = new Contender(Run.Ours, service, await cluster.Copy("bench_left"), ("Ledger__Keep", "false"));
        foreach (var contender in new[] { keeping, listing, leaving })
            await contender.Start();
        await using var lists = await ListsAlone.Of(listing);
        (Contender Contender, Func<double, Task<double>> Rate)[] order =
        [
            (keeping, seconds => UntilPlaced(keeping, seconds)),
            (listing, seconds => lists.While(Rate(listing, seconds))),
            (leaving, seconds => Rate(leaving, seconds)),
        ];
        foreach (var (_, rate) in order)
            await rate(options.WarmUp);

        var seen = new List<Dictionary<Contender, double>>();
        for (var round = 1; round <= options.Rounds + 3; round++)
        {
            _random.Shuffle(order);
            var rates = new Dictionary<Contender, double>();
            foreach (var (contender, rate) in order)
                rates[contender] = await rate(options.Seconds);
            seen.Add(rates);
        }

        return [Found("lists alone are kept", listing), Found("both it and the lists are left to others", leaving)];

        Finding Found(string otherwise, Contender other) =>
            new(
                $"creates while the ledger is kept ÷ while {otherwise}",
                $"{Ratio.Spread(seen.Select(rates => rates[keeping] / rates[other]))}, 16 connections"
            );
    }

    /// <summary>What is left to do at the end is not done while another is measured.</summary>
    private static async Task<double> UntilPlaced(Contender contender, double seconds)
    {
        var rate = await Rate(contender, seconds);
        await Following.End(contender.ConnectionString);
        await Following.Signed(contender.ConnectionString);
        return rate;
    }

    private static async Task<double> Rate(Contender contender, double seconds) =>
        (await Load.Saturate(contender.Port, Workload.CreateAddendum, connections: 16, seconds)).PerSecond;
}
