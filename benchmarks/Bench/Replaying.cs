using System.Diagnostics;
using System.Text.Json;

namespace ClinicNotes.Bench;

/// <summary>Takes the feed from its beginning to its end.</summary>
internal static class Replaying
{
    public static async Task<IReadOnlyList<Finding>> Measure(Contender contender) => [await Pull(contender), await Follow(contender)];

    private static async Task<Finding> Pull(Contender contender)
    {
        using var http = contender.Client("demo-auditor");
        var (events, next) = (0, "0");
        var clock = Stopwatch.StartNew();
        for (var read = 1; read > 0; events += read)
        {
            using var page = JsonDocument.Parse(await http.GetByteArrayAsync($"/v1/clinic/events?after={next}&limit=1000"));
            read = page.RootElement.GetProperty("events").GetArrayLength();
            next = page.RootElement.GetProperty("next").GetString()!;
        }

        return Found("pulled by a client that reads JSON", events, clock);
    }

    private static async Task<Finding> Follow(Contender contender)
    {
        var (_, last) = await Following.End(contender.ConnectionString);
        using var feed = await Follower.Of(contender, after: 0);
        var clock = Stopwatch.StartNew();
        var events = 0;
        for (var position = 0L; position < last; events++)
            position = (await feed.Next()).Position;

        return Found("by server-sent events", events, clock);
    }

    private static Finding Found(string how, int events, Stopwatch clock) =>
        new(
            $"the feed from its beginning, {how}",
            FormattableString.Invariant($"{events / clock.Elapsed.TotalSeconds:#,0} events a second, over {events:#,0}")
        );
}
