namespace ClinicNotes.Bench;

/// <summary>What keeping the ledger costs those who write: the service beside one that leaves it to others.</summary>
internal static class LedgerCost
{
    public static async Task<Finding> Measure(string service, Cluster cluster, Options options)
    {
        using var keeping = new Contender(Run.Ours, service, await cluster.Copy("bench_kept"));
        using var leaving = new Contender(Run.Ours, service, await cluster.Copy("bench_left"), ("Ledger__Keep", "false"));
        Contender[] contenders = [keeping, leaving];
        foreach (var contender in contenders)
        {
            await contender.Start();
            await Rate(contender, options.WarmUp);
        }

        var ratios = new List<double>();
        for (var round = 1; round <= options.Rounds + 3; round++)
        {
            var rates = new Dictionary<Contender, double>();
            foreach (var contender in round % 2 == 0 ? contenders : contenders.Reverse())
                rates[contender] = await Rate(contender, options.Seconds);
            ratios.Add(rates[keeping] / rates[leaving]);
        }

        return new(
            "creates while the ledger is kept ÷ while it is left to others",
            FormattableString.Invariant($"{Ratio.MedianOf(ratios):0.00} ({ratios.Min():0.00}–{ratios.Max():0.00}), 16 connections")
        );
    }

    private static async Task<double> Rate(Contender contender, double seconds) =>
        (await Load.Saturate(contender.Port, Workload.CreateAddendum, connections: 16, seconds)).PerSecond;
}
