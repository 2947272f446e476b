using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace ClinicNotes.Bench;

/// <summary>The rates as bars: a group for each thing measured at 16 connections, or at what there is.</summary>
internal static class Plots
{
    public static void SaveRates(IReadOnlyList<Measurement> measurements, string file)
    {
        var connections = measurements.Any(m => m.Connections == 16) ? 16 : measurements[0].Connections;
        var shown = measurements
            .Where(m => m.Connections == connections && !m.Workload.EndsWith("half load", StringComparison.Ordinal))
            .ToArray();
        var workloads = shown.Select(m => m.Workload).Distinct().Reverse().ToArray();
        // The exporter does not measure texts, so it is told how much room they need.
        var plot = new PlotModel
        {
            Title = $"Requests a second, {connections} connections, median of the rounds",
            TitleFontSize = 15,
            Padding = new OxyThickness(8, 24, 24, 8),
            PlotMargins = new OxyThickness(210, 24, 8, 32),
        };
        plot.Legends.Add(
            new Legend
            {
                LegendPosition = LegendPosition.RightBottom,
                LegendLineSpacing = 6,
                LegendPadding = 44,
            }
        );
        plot.Axes.Add(new CategoryAxis { Position = AxisPosition.Left, ItemsSource = workloads });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0 });
        var contenders = shown.Select(m => m.Contender).Distinct().Order(StringComparer.Ordinal).ToArray();
        var colours = OxyPalettes.Viridis(contenders.Length).Colors;
        foreach (var (index, contender) in contenders.Index().Reverse())
        {
            var bars = new BarSeries { Title = contender, FillColor = colours[index] };
            foreach (var (workload, position) in workloads.Select((workload, position) => (workload, position)))
            {
                var rates = shown.Where(m => m.Contender == contender && m.Workload == workload).Select(m => m.PerSecond).ToArray();
                if (rates.Length > 0)
                    bars.Items.Add(new BarItem(Ratio.MedianOf(rates), position));
            }

            plot.Series.Add(bars);
        }

        using var stream = File.Create(file);
        new SvgExporter
        {
            Width = 960,
            Height = 560,
            UseVerticalTextAlignmentWorkaround = true,
        }.Export(plot, stream);
    }
}
