using System.Globalization;

namespace ClinicNotes.Bench;

/// <summary>One who follows the feed by server-sent events, and one who pulls it and waits.</summary>
internal sealed class FeedReaders : IConsumer
{
    private readonly HttpClient _puller;
    private readonly Follower _follower;
    private readonly Task _work;
    private long _followed;
    private long _pulled;

    private FeedReaders(Contender fed, Follower follower, long after)
    {
        (_puller, _follower, _followed, _pulled) = (fed.Client("demo-auditor"), follower, after, after);
        _work = Task.WhenAny(Follow(), Pull()).Unwrap();
    }

    public static async Task<IConsumer> Of(Contender fed)
    {
        var (_, last) = await Following.End(fed.ConnectionString);
        return new FeedReaders(fed, await Follower.Of(fed, last), last);
    }

    public async Task Has(long position)
    {
        while (Math.Min(Volatile.Read(ref _followed), Volatile.Read(ref _pulled)) < position)
        {
            if (_work.IsCompleted)
                await _work;
            await Task.Delay(5);
        }
    }

    public void Dispose()
    {
        _puller.Dispose();
        _follower.Dispose();
    }

    private async Task Follow()
    {
        while (true)
            Volatile.Write(ref _followed, (await _follower.Next()).Position);
    }

    private async Task Pull()
    {
        while (true)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"/v1/clinic/events?after={_pulled}&limit=1000&wait=30");
            Volatile.Write(ref _pulled, Next(await _puller.GetByteArrayAsync(address)));
        }
    }

    private static long Next(ReadOnlySpan<byte> page)
    {
        var value = page[(page.LastIndexOf("\"next\":\""u8) + 8)..];
        return long.Parse(value[..value.IndexOf((byte)'"')], CultureInfo.InvariantCulture);
    }
}
