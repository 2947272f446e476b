namespace ClinicNotes.Bench;

/// <summary>The measures of the feed alone, for who works on it.</summary>
internal static class Feeding
{
    private const int Events = 100_000;

    public static async Task<IReadOnlyList<Finding>> Measure(string service, Cluster cluster, Options options)
    {
        using (var first = new Contender(Run.Ours, service, cluster.Seeded))
            await first.Start();

        var store = await cluster.Copy("bench_feed");
        await Fill.Store(store, Events);
        using var contender = new Contender(Run.Ours, service, store);
        await contender.Start();
        await Following.End(store);
        return
        [
            .. await Replaying.Measure(contender),
            .. await Streaming.Measure(contender, options),
            .. await new FeedCost(service, cluster, options).Measure(),
        ];
    }
}
