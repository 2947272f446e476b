using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Tests.BadInput;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Readers who stop reading while 80 MB are recorded: many times what a connection, a page and the newest events take together.</summary>
[Collection(nameof(MemoryTests))]
public sealed class SlowReaderTests(RunningService running) : IClassFixture<RunningService>
{
    private const int Recorded = 8_000;
    private const int MostTaken = Recorded / 4;
    private const int MostBytes = 48 << 20;

    [Fact]
    public async Task For_who_stops_reading_next_to_nothing_is_taken_up_everybody_else_gets_all_and_who_reads_on_misses_nothing()
    {
        var end = await LedgerOf.Signed(running.Service);
        Follower[] slow = [await Follower.Of(running.Service, $"after={end}"), await Follower.Of(running.Service, $"after={end}")];
        await using var quick = await Follower.Of(running.Service, $"after={end}");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var last = await Records();
        // So far nobody has read. Who was cut for it is not there.
        var still = await ReadTo();
        still.ShouldNotBeEmpty();
        still.ShouldAllBe(position => position < end + MostTaken);
        (await Upto(last, quick)).ShouldBe(Positions(end, last));

        var positions = await ReadTo();
        positions.Length.ShouldBeLessThanOrEqualTo(slow.Length + 1);
        positions[^1].ShouldBe(last);
        positions[..^1].ShouldAllBe(position => position < end + MostTaken);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostBytes);
        foreach (var follower in slow)
            (await Resumed(last, follower)).ShouldBe(Positions(end, last));
    }

    /// <summary>How far each reader is who is there.</summary>
    private async Task<long[]> ReadTo()
    {
        var readers = await running.Service.Services.GetRequiredService<IFeedReaders>().Of(1, TestContext.Current.CancellationToken);
        return [.. readers.Select(reader => reader.Position).Order()];
    }

    /// <summary>Records far more than is kept, and gives the last position.</summary>
    private async Task<long> Records()
    {
        const int AtOnce = 500;
        for (var first = 1_000_000; first < 1_000_000 + Recorded; first += AtOnce)
            await running.Service.Execute(
                $"""
                select append_events(array_agg('1'::varchar), array_agg(('addendum-' || n)::varchar), array_agg('addendum'::varchar),
                    array_agg(0::bigint), array_agg(gen_random_uuid()), array_agg('addendum_requested'::varchar), array_agg('none'::varchar),
                    array_agg(jsonb_build_object('addendum_id', n, 'session_note_id', 46, 'instructions', repeat('x', 10000),
                        'requested_by', 121, 'requested_as', 'provider', 'requested_at', '2023-10-20T10:00:00Z')),
                    array_agg(now()), array_agg(null::varchar), array_agg(null::varchar), array_agg('121'::varchar),
                    array_agg(null::bytea), array_agg(null::bytea))
                from generate_series({first}, {first + AtOnce - 1}) n
                """
            );
        return await LedgerOf.Signed(running.Service);
    }

    /// <summary>The positions of the events that come, up to the last.</summary>
    private static async Task<IReadOnlyList<long>> Upto(long last, Follower follower)
    {
        var seen = new List<long>();
        await Read(last, follower, seen);
        return seen;
    }

    /// <summary>The same; who is cut for reading nothing comes back, as a browser does.</summary>
    private async Task<IReadOnlyList<long>> Resumed(long last, Follower follower)
    {
        var seen = new List<long>();
        while (true)
        {
            try
            {
                await using (follower)
                    await Read(last, follower, seen);
                return seen;
            }
            catch (IOException)
            {
                follower = await Follower.Of(running.Service, lastEventId: follower.LastEventId);
            }
        }
    }

    private static async Task Read(long last, Follower follower, List<long> seen)
    {
        while (seen is [] || seen[^1] < last)
        {
            seen.Add(long.Parse((await follower.Next()).EventId!));
            lock (follower.Lines)
                follower.Lines.Clear();
        }
    }

    private static IEnumerable<long> Positions(long after, long last)
    {
        for (var position = after + 1; position <= last; position++)
            yield return position;
    }
}
