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

    private static async Task<Finding> ManyFollowers(Contender contender, Options options)
    {
        const int events = 20;
        var (_, last) = await Following.End(contender.ConnectionString);
        var before = contender.Resident;
        var feeds = await Task.WhenAll(Enumerable.Range(0, Math.Min(Followers, options.Events)).Select(_ => Follower.Of(contender, last)));
        var seen = Task.WhenAll(feeds.Select(feed => Count(feed, events)));
        using var writer = new Connection(contender.Port);
        for (var i = 0; i < events; i++)
            writer.Send(Workload.CreateAddendum.Request(i, []), Workload.CreateAddendum.Expected);

        await seen;
        var resident = contender.Resident;
        foreach (var feed in feeds)
            feed.Dispose();
        return new(
            $"resident memory with {feeds.Length} followers of the feed",
            FormattableString.Invariant($"{resident:0} MiB, {before:0} before; each got {events} addendums")
        );
    }

    private static async Task Count(Follower feed, int events)
    {
        for (var seen = 0; seen < events; )
            seen += (await feed.Next()).Type == Addendum ? 1 : 0;
    }
}
