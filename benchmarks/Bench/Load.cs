using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HdrHistogram;

namespace ClinicNotes.Bench;

/// <summary>Puts a contender under load and times it.</summary>
internal static partial class Load
{
    /// <summary>What clients saw: how many answers, in what time, and how long each took, in microseconds.</summary>
    public sealed record Seen(long Answers, TimeSpan Time, HistogramBase Latencies)
    {
        public double PerSecond => Answers / Time.TotalSeconds;
    }

    /// <summary>Each client sends its next request as soon as it has the answer to its last.</summary>
    public static Task<Seen> Saturate(int port, Workload workload, int connections, double seconds) =>
        Run(port, workload, connections, seconds, between: null);

    /// <summary>
    /// Requests are due at even intervals, whether or not the answers before have come: each latency counts from the moment at which its
    /// request was due, so that a stall is seen by all who had to wait for it.
    /// </summary>
    public static Task<Seen> Pace(int port, Workload workload, int connections, double seconds, double perSecond) =>
        Run(port, workload, connections, seconds, between: TimeSpan.FromSeconds(connections / perSecond));

    private static async Task<Seen> Run(int port, Workload workload, int connections, double seconds, TimeSpan? between)
    {
        var clients = new List<(Connection Connection, List<long> Addendums)>();
        try
        {
            clients.AddRange(await OnThreads(connections, _ => Prepare(port, workload.Needs / connections)));
            var clock = Stopwatch.StartNew();
            var end = TimeSpan.FromSeconds(seconds);
            var seen = await OnThreads(connections, i => Repeat(clients[i], i, workload, clock, end, between, connections));
            var latencies = new LongHistogram(TimeSpan.TicksPerSecond * 60, 3);
            foreach (var one in seen)
                latencies.Add(one);

            return new Seen(latencies.TotalCount, clock.Elapsed, latencies);
        }
        finally
        {
            foreach (var (connection, _) in clients)
                connection.Dispose();
        }
    }

    private static Task<T[]> OnThreads<T>(int count, Func<int, T> work) =>
        Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(i =>
                    Task.Factory.StartNew(() => work(i), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                )
        );

    private static (Connection, List<long>) Prepare(int port, int needed)
    {
        var connection = new Connection(port);
        var addendums = new List<long>();
        for (var i = 0; i < needed; i++)
        {
            var create = Workload.CreateAddendum;
            var body = connection.Send(create.Request(i, addendums), create.Expected);
            var id = Id().Match(System.Text.Encoding.UTF8.GetString(body.Span)).Groups[1].ValueSpan;
            addendums.Add(long.Parse(id, CultureInfo.InvariantCulture));
        }

        return (connection, addendums);
    }

    private static LongHistogram Repeat(
        (Connection Connection, List<long> Addendums) client,
        int index,
        Workload workload,
        Stopwatch clock,
        TimeSpan end,
        TimeSpan? between,
        int connections
    )
    {
        var latencies = new LongHistogram(TimeSpan.TicksPerSecond * 60, 3);
        var due = between is { } interval ? interval * index / connections : TimeSpan.Zero;
        for (var number = 0; clock.Elapsed < end; number++)
        {
            // What is left of a millisecond would be no sleep at all.
            while (between is not null && due - clock.Elapsed is { Ticks: > 0 } wait)
                Thread.Sleep(wait + TimeSpan.FromMilliseconds(1));

            var start = between is null ? clock.Elapsed : due;
            client.Connection.Send(workload.Request(number, client.Addendums), workload.Expected);
            latencies.RecordValue((long)(clock.Elapsed - start).TotalMicroseconds);
            due += between ?? TimeSpan.Zero;
        }

        return latencies;
    }

    [GeneratedRegex("\"id\":([0-9]+)")]
    private static partial Regex Id();
}
