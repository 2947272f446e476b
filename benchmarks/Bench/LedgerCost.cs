namespace ClinicNotes.Bench;

/// <summary>
/// What keeping the ledger costs those who write, command by command: the service is held against one that leaves the ledger to others. The
/// keeper of the ledgers writes the lists, too, which need writing with or without a ledger: a third service has its lists alone kept.
/// </summary>
internal sealed class LedgerCost(string service, Cluster cluster, Options options)
{
    /// <summary>How many clients at once, and in how many rounds: most where the processors have no more to give.</summary>
    private readonly (int Connections, int Rounds)[] _clients = [(16, options.Rounds + 3), (1, options.Rounds)];

    private static readonly Workload[] Commands =
    [
        Workload.CreateAddendum,
        Workload.CreateSignedAddendum,
        Workload.RecordSignOff,
        Workload.Respond,
    ];

    private readonly Random _random = new(Seed: 46);

    public async Task<IReadOnlyList<Finding>> Measure()
    {
        using var keeping = new Contender(Run.Ours, service, await cluster.Copy("bench_kept"));
        using var leaving = new Contender(Run.Ours, service, await cluster.Copy("bench_left"), ("Ledger__Keep", "false"));
        using var listing = new Contender(Run.Ours, service, await cluster.Copy("bench_listed"), ("Ledger__Keep", "false"));
        foreach (var contender in new[] { keeping, leaving, listing })
            await contender.Start();
        await using var lists = await ListsAlone.Of(listing);
        (Contender Contender, Func<Workload, int, double, Task<double>> Rate)[] order =
        [
            (keeping, (command, connections, seconds) => UntilPlaced(keeping, command, connections, seconds)),
            (leaving, (command, connections, seconds) => Rate(leaving, command, connections, seconds)),
            (listing, (command, connections, seconds) => lists.While(Rate(listing, command, connections, seconds))),
        ];
        foreach (var (_, rate) in order)
            await rate(Workload.CreateAddendum, 16, options.WarmUp);

        var findings = new List<Finding>();
        foreach (var (connections, rounds) in _clients)
        {
            // What a command needs to be compiled once more is called in a round that does not count.
            var seen = new List<Dictionary<(Workload, Contender), double>>();
            for (var round = 0; round <= rounds; round++)
                seen.Add(await Round(connections));
            findings.AddRange(Found(connections, seen.Skip(1).ToList()));
        }

        return findings;

        async Task<Dictionary<(Workload, Contender), double>> Round(int connections)
        {
            var rates = new Dictionary<(Workload, Contender), double>();
            foreach (var command in Commands)
            {
                _random.Shuffle(order);
                foreach (var (contender, rate) in order)
                    rates[(command, contender)] = await rate(command, connections, options.Seconds);
            }

            return rates;
        }

        IEnumerable<Finding> Found(int connections, List<Dictionary<(Workload, Contender), double>> seen)
        {
            foreach (var other in new[] { listing, leaving })
            {
                // As many of each, one after the other.
                yield return Over("any command", other, (round, contender) => 1 / Commands.Sum(command => 1 / round[(command, contender)]));
                foreach (var command in Commands)
                    yield return Over(command.Name, other, (round, contender) => round[(command, contender)]);
            }

            Finding Over(string what, Contender other, Func<Dictionary<(Workload, Contender), double>, Contender, double> rate) =>
                new(
                    $"{what}: while the ledger is kept ÷ while {(other == listing ? "lists alone are" : "neither it nor the lists are")}",
                    $"{Ratio.Spread(seen.Select(round => rate(round, keeping) / rate(round, other)))}, connections: {connections}"
                );
        }
    }

    /// <summary>What is left to do at the end is not done while another is measured.</summary>
    private static async Task<double> UntilPlaced(Contender contender, Workload command, int connections, double seconds)
    {
        var rate = await Rate(contender, command, connections, seconds);
        await Following.End(contender.ConnectionString);
        await Following.Signed(contender.ConnectionString);
        return rate;
    }

    private static async Task<double> Rate(Contender contender, Workload command, int connections, double seconds) =>
        (await Load.Saturate(contender.Port, command, connections, seconds)).PerSecond;
}
