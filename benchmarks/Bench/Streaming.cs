using HdrHistogram;

namespace ClinicNotes.Bench;

/// <summary>What those see who follow the feed by server-sent events.</summary>
internal static class Streaming
{
    private const int Followers = 500;
    private const string Addendum = "event: clinicnotes.addendum.requested.v1";

    public static async Task<IReadOnlyList<Finding>> Measure(Contender contender, Options options) =>
        [await Latency(contender, options), await ManyFollowers(contender, options)];

    /// <summary>From the moment that an event says it was decided at, which is before it is committed, until a follower has it.</summary>
    private static async Task<Finding> Latency(Contender contender, Options options)
    {
        await Load.Saturate(contender.Port, Workload.CreateAddendum, connections: 16, options.WarmUp);
        var half = (await Load.Saturate(contender.Port, Workload.CreateAddendum, connections: 16, options.Seconds)).PerSecond / 2;
        var (_, last) = await Following.End(contender.ConnectionString);
        using var feed = await Follower.Of(contender, last);
        var pace = Load.Pace(contender.Port, Workload.CreateAddendum, connections: 16, 4 * options.Seconds, half);
        var latencies = new LongHistogram(TimeSpan.TicksPerSecond * 60, 3);
        while (!pace.IsCompleted)
        {
            var e = await feed.Next();
            if (e.Type == Addendum)
                latencies.RecordValue(Math.Max(0, (long)(DateTime.UtcNow - e.Time).TotalMilliseconds));
        }

        await pace;
        return new(
            "from a decision to a follower of the feed, at half load",
            FormattableString.Invariant(
                $"p50 {latencies.GetValueAtPercentile(50)} ms, p99 {latencies.GetValueAtPercentile(99)} ms, over {latencies.TotalCount:#,0} events"
            )
        );
    }

    /// <summary>What the service takes at most while it feeds as many as that with what is written meanwhile, at an even pace.</summary>
    private static async Task<Finding> ManyFollowers(Contender contender, Options options)
    {
        const double perSecond = 50;
        var (_, last) = await Following.End(contender.ConnectionString);
        var before = contender.Resident;
        var feeds = await Task.WhenAll(Enumerable.Range(0, Math.Min(Followers, options.Events)).Select(_ => Follower.Of(contender, last)));
        var expected = long.MaxValue;
        var reading = feeds.Select(Read).ToList();
        var writing = Load.Pace(contender.Port, Workload.CreateAddendum, connections: 1, 2 * options.Seconds, perSecond);
        var most = 0.0;
        while (!writing.IsCompleted)
        {
            most = Math.Max(most, contender.Resident);
            await Task.Delay(50);
        }

        // One more, with which they end.
        var seen = await writing;
        Volatile.Write(ref expected, seen.Answers + 1);
        using var writer = new Connection(contender.Port);
        writer.Send(Workload.CreateAddendum.Request(0, []), Workload.CreateAddendum.Expected);
        await Task.WhenAll(reading);
        foreach (var feed in feeds)
            feed.Dispose();

        return new(
            $"resident memory with {feeds.Length} followers of the feed",
            FormattableString.Invariant(
                $"{most:0} MiB at most, {before:0} before; each got {seen.Answers} addendums, {seen.PerSecond:0} a second"
            )
        );

        async Task Read(Follower feed)
        {
            for (var addendums = 0; addendums < Volatile.Read(ref expected); )
                addendums += (await feed.Next()).Type == Addendum ? 1 : 0;
        }
    }
}
