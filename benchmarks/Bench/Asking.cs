namespace ClinicNotes.Bench;

/// <summary>How long one client waits for an answer when nobody else asks.</summary>
internal static class Asking
{
    /// <param name="contender">Who is asked.</param>
    /// <param name="workload">For what.</param>
    /// <param name="options">For how long.</param>
    /// <param name="among">How many events its store has.</param>
    public static async Task<Finding> Measure(Contender contender, Workload workload, Options options, int among)
    {
        await Load.Saturate(contender.Port, workload, connections: 1, options.Seconds);
        var seen = await Load.Saturate(contender.Port, workload, connections: 1, 2 * options.Seconds);
        return new(
            workload.Name,
            FormattableString.Invariant(
                $"p50 {seen.Latencies.GetValueAtPercentile(50) / 1000.0:0.0} ms, p99 {seen.Latencies.GetValueAtPercentile(99) / 1000.0:0.0} ms, one client, {among:#,0} events"
            )
        );
    }
}
