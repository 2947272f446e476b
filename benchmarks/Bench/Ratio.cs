namespace ClinicNotes.Bench;

/// <summary>How the service compares with a contender at something: its rate over the other's, round by round.</summary>
internal sealed record Ratio(string Workload, int Connections, string Over, double Median, double Least, double Most)
{
    public static IEnumerable<Ratio> Of(IReadOnlyList<Measurement> measurements) =>
        measurements
            .Where(m => m.Contender != Run.Ours)
            .GroupBy(m => (m.Workload, m.Connections, m.Contender))
            .Select(group =>
            {
                var ratios = group.Select(other => Same(measurements, other).PerSecond / other.PerSecond).Order().ToArray();
                return new Ratio(group.Key.Workload, group.Key.Connections, group.Key.Contender, MedianOf(ratios), ratios[0], ratios[^1]);
            });

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median, the least and the most of them.</summary>
    public static string Spread(IEnumerable<double> ratios)
    {
        var all = ratios.ToList();
        return FormattableString.Invariant($"{MedianOf(all):0.00} ({all.Min():0.00}–{all.Max():0.00})");
    }

    private static Measurement Same(IEnumerable<Measurement> measurements, Measurement other) =>
        measurements.Single(m =>
            m.Contender == Run.Ours && m.Workload == other.Workload && m.Connections == other.Connections && m.Round == other.Round
        );
}
