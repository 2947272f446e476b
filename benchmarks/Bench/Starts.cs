using System.Diagnostics;

namespace ClinicNotes.Bench;

/// <summary>Starts the service again and again: how long until it is ready, and how long its first create takes.</summary>
internal static class Starts
{
    public static async Task<IEnumerable<Finding>> Measure(string service, string connectionString, int times)
    {
        var ready = new List<double>();
        var first = new List<double>();
        for (var i = 0; i < times; i++)
        {
            using var started = new Contender(Run.Ours, service, connectionString);
            ready.Add((await started.Start(asInProduction: true)).TotalMilliseconds);
            using var connection = new Connection(started.Port);
            var clock = Stopwatch.StartNew();
            connection.Send(Workload.CreateAddendum.Request(0, []), Workload.CreateAddendum.Expected);
            first.Add(clock.Elapsed.TotalMilliseconds);
        }

        return [Of("process start to ready", ready), Of("first create after that", first)];
    }

    private static Finding Of(string what, List<double> times) =>
        new(what, FormattableString.Invariant($"{Ratio.MedianOf(times):0} ms, median of {times.Count} ({times.Min():0}–{times.Max():0})"));
}
