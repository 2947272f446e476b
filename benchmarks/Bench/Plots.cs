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
        var plot = new PlotModel { Title = $"Requests a second, {connections} connections, median of the rounds" };
        plot.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside });
        plot.Axes.Add(new CategoryAxis { Position = AxisPosition.Left, ItemsSource = workloads });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0 });
        foreach (var contender in shown.Select(m => m.Contender).Distinct().Reverse())
        {
            var bars = new BarSeries { Title = contender };
            foreach (var (workload, position) in workloads.Select((workload, position) => (workload, position)))
            {
                var rates = shown.Where(m => m.Contender == contender && m.Workload == workload).Select(m => m.PerSecond).ToArray();
                if (rates.Length > 0)
                    bars.Items.Add(new BarItem(Ratio.MedianOf(rates), position));
            }

            plot.Series.Add(bars);
        }

        using var stream = File.Create(file);
        new SvgExporter { Width = 900, Height = 560 }.Export(plot, stream);
    }
}
