namespace ClinicNotes.Bench;

/// <summary>What the ledger costs alone, for who works on it.</summary>
internal static class Keeping
{
    public static async Task<IReadOnlyList<Finding>> Measure(string service, Cluster cluster, Options options)
    {
        using (var first = new Contender(Run.Ours, service, cluster.Seeded))
            await first.Start();

        return await new LedgerCost(service, cluster, options).Measure();
    }
}
