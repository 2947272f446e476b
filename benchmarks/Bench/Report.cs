using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ClinicNotes.Bench;

/// <summary>Writes what was measured: for people (Markdown, a plot) and for programs (JSON).</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <param name="name">What the files are called.</param>
    /// <param name="measurements">What was measured of the service and its peers.</param>
    /// <param name="findings">What was measured of the service alone.</param>
    /// <param name="options">How much was measured.</param>
    /// <param name="cluster">On which PostgreSQL.</param>
    public static async Task Write(
        string name,
        IReadOnlyList<Measurement> measurements,
        IReadOnlyList<Finding> findings,
        Options options,
        Cluster cluster
    )
    {
        var machine = new Dictionary<string, string>
        {
            ["processor"] = Processor(),
            ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memory"] = $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024 / 1024} GiB",
            ["system"] = RuntimeInformation.OSDescription,
            ["dotnet"] = Environment.Version.ToString(),
            ["postgresql"] = await cluster.Setting("server_version"),
            ["fsync"] = await cluster.Setting("fsync"),
            ["synchronous_commit"] = await cluster.Setting("synchronous_commit"),
        };
        var ratios = Ratio.Of(measurements).ToArray();
        var markdown = Markdown(measurements, findings, ratios, machine, options);
        Directory.CreateDirectory(options.Results);
        await File.WriteAllTextAsync(Path.Combine(options.Results, $"{name}.md"), markdown);
        await File.WriteAllTextAsync(
            Path.Combine(options.Results, $"{name}.json"),
            JsonSerializer.Serialize(
                new
                {
                    machine,
                    options.Rounds,
                    options.Seconds,
                    findings,
                    ratios,
                    measurements,
                },
                Indented
            )
        );
        Plots.SaveRates(measurements, Path.Combine(options.Results, $"{name}.svg"));
        Console.WriteLine(markdown);
    }

    private static string Markdown(
        IReadOnlyList<Measurement> measurements,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Ratio> ratios,
        Dictionary<string, string> machine,
        Options options
    )
    {
        var text = new StringBuilder();
        var others = options.With(connections: 1);
        text.AppendLine("# Measured").AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{options.Rounds} rounds of {options.Seconds} s each by 16 clients, {others.Rounds} of {others.Seconds} s by others, in changing order, medians."
        );
        text.AppendLine(string.Join("; ", machine.Select(fact => $"{fact.Key} {fact.Value}")) + ".").AppendLine();
        foreach (var group in measurements.GroupBy(m => (m.Workload, m.Connections)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {group.Key.Workload}, {group.Key.Connections} connections").AppendLine();
            text.AppendLine("| | a second | ClinicNotes ÷ it (spread) | p50 ms | p99 ms | CPU µs, program + PostgreSQL | WAL bytes |");
            text.AppendLine("|---|---|---|---|---|---|---|");
            foreach (var contender in group.GroupBy(m => m.Contender).OrderByDescending(c => Median(c, m => m.PerSecond)))
                text.AppendLine(Row(contender.Key, [.. contender], ratios.SingleOrDefault(r => IsOf(r, group.Key, contender.Key))));
            text.AppendLine();
        }

        if (findings.Count > 0)
            text.AppendLine("## Of the service alone").AppendLine().AppendLine("| | |").AppendLine("|---|---|");
        foreach (var finding in findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {finding.What} | {finding.Figure} |");

        return text.ToString();
    }

    private static bool IsOf(Ratio ratio, (string Workload, int Connections) thing, string contender) =>
        ratio.Workload == thing.Workload && ratio.Connections == thing.Connections && ratio.Over == contender;

    private static string Row(string contender, IReadOnlyList<Measurement> rounds, Ratio? ratio)
    {
        var compared = ratio is null ? "" : Invariant($"{ratio.Median:0.00} ({ratio.Least:0.00}–{ratio.Most:0.00})");
        var cpu = rounds[0].ServiceCpu is null
            ? ""
            : Invariant($"{Median(rounds, m => m.ServiceCpu):0} + {Median(rounds, m => m.PostgresCpu):0}");
        var wal = rounds[0].Wal is null ? "" : Invariant($"{Median(rounds, m => m.Wal):0}");
        var latency = rounds[0].P99 is null ? " | " : Invariant($"{Median(rounds, m => m.P50):0.0} | {Median(rounds, m => m.P99):0.0}");
        return Invariant($"| {contender} | {Median(rounds, m => m.PerSecond):#,0} | {compared} | {latency} | {cpu} | {wal} |");
    }

    private static double Median(IEnumerable<Measurement> rounds, Func<Measurement, double?> figure) =>
        Ratio.MedianOf(rounds.Select(figure).OfType<double>());

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        return File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1]
                ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
