namespace ClinicNotes.Bench;

/// <summary>
/// What keeping the ledger costs those who write, command by command: the service is held against one that leaves the ledger to others. The
/// keeper of the ledgers writes the lists, too, which need writing with or without a ledger: for creating, a third has its lists alone kept.
/// </summary>
internal sealed class LedgerCost(string service, Cluster cluster, Options options)
{
    private const int Connections = 16;

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
        (Contender Contender, Func<Workload, double, Task<double>> Rate)[] order =
        [
            (keeping, (command, seconds) => UntilPlaced(keeping, command, seconds)),
            (leaving, (command, seconds) => Rate(leaving, command, seconds)),
            (listing, (command, seconds) => lists.While(Rate(listing, command, seconds))),
        ];
        var seen = new Dictionary<(Workload Command, int Round, Contender Contender), double>();
        var rounds = Enumerable.Range(1, options.Rounds + 3).ToList();
        foreach (var (contender, rate) in order)
            await rate(Workload.CreateAddendum, options.WarmUp);
        foreach (var round in rounds.Prepend(0))
        {
            foreach (var command in Commands)
            {
                _random.Shuffle(order);
                foreach (var (contender, rate) in order.Where(other => IsHeldAgainst(other.Contender, command)))
                    seen[(command, round, contender)] = await rate(command, options.Seconds);
            }
        }

        return
        [
            Found(
                "any command, as many of each",
                "both it and the lists are left to others",
                round => Mixed(keeping, round) / Mixed(leaving, round)
            ),
            .. Commands.Select(command =>
                Found(
                    command.Name,
                    "both it and the lists are left to others",
                    round => seen[(command, round, keeping)] / seen[(command, round, leaving)]
                )
            ),
            Found(
                Workload.CreateAddendum.Name,
                "lists alone are kept",
                round => seen[(Workload.CreateAddendum, round, keeping)] / seen[(Workload.CreateAddendum, round, listing)]
            ),
        ];

        bool IsHeldAgainst(Contender contender, Workload command) => contender != listing || command == Workload.CreateAddendum;

        // As many of each command one after the other.
        double Mixed(Contender contender, int round) => Commands.Length / Commands.Sum(command => 1 / seen[(command, round, contender)]);

        Finding Found(string what, string otherwise, Func<int, double> ratio) =>
            new(
                $"{what}: while the ledger is kept ÷ while {otherwise}",
                $"{Ratio.Spread(rounds.Select(ratio))}, {Connections} connections"
            );
    }

    /// <summary>What is left to do at the end is not done while another is measured.</summary>
    private static async Task<double> UntilPlaced(Contender contender, Workload command, double seconds)
    {
        var rate = await Rate(contender, command, seconds);
        await Following.End(contender.ConnectionString);
        await Following.Signed(contender.ConnectionString);
        return rate;
    }

    private static async Task<double> Rate(Contender contender, Workload command, double seconds) =>
        (await Load.Saturate(contender.Port, command, Connections, seconds)).PerSecond;
}
