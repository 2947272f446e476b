using System.Globalization;

namespace ClinicNotes.Bench;

/// <summary>
/// One who follows the feed by server-sent events, and one who pulls it and waits. They look for positions and no more, as they share the
/// machine with what is measured.
/// </summary>
internal sealed class FeedReaders : IConsumer
{
    private readonly HttpClient _puller;
    private readonly HttpClient _follower;
    private readonly Stream _stream;
    private readonly Task _work;
    private long _followed;
    private long _pulled;

    private FeedReaders(HttpClient puller, HttpClient follower, Stream stream, long after)
    {
        (_puller, _follower, _stream, _followed, _pulled) = (puller, follower, stream, after, after);
        _work = Task.WhenAny(Follow(), Pull()).Unwrap();
    }

    public static async Task<IConsumer> Of(Contender fed)
    {
        var (_, last) = await Following.End(fed.ConnectionString);
        var follower = fed.Client("demo-auditor");
        var stream = await follower.GetStreamAsync(Follower.Address(last));
        return new FeedReaders(fed.Client("demo-auditor"), follower, stream, last);
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
        _stream.Dispose();
        _follower.Dispose();
    }

    private async Task Follow()
    {
        var buffer = new byte[256 * 1024];
        for (var kept = 0; await _stream.ReadAsync(buffer.AsMemory(kept)) is var read and > 0; )
        {
            var came = buffer.AsMemory(0, kept + read);
            var whole = came.Span.LastIndexOf("\n\n"u8) is >= 0 and var end ? end + 2 : 0;
            if (LastId(came.Span[..whole]) is { } position)
                Volatile.Write(ref _followed, position);
            came[whole..].CopyTo(buffer);
            kept = came.Length - whole;
        }

        throw new IOException("The feed ended.");
    }

    private async Task Pull()
    {
        while (true)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"/v1/clinic/events?after={_pulled}&limit=1000&wait=30");
            Volatile.Write(ref _pulled, Next(await _puller.GetByteArrayAsync(address)));
        }
    }

    /// <summary>The position of the last of some whole events; <c>null</c> where there is none.</summary>
    private static long? LastId(ReadOnlySpan<byte> events)
    {
        var id = events[(events.LastIndexOf("\nid: "u8) + 1)..];
        return id.StartsWith("id: "u8) ? Number(id[4..], '\n') : null;
    }

    private static long Next(ReadOnlySpan<byte> page)
    {
        return Number(page[(page.LastIndexOf("\"next\":\""u8) + 8)..], '"');
    }

    private static long Number(ReadOnlySpan<byte> text, char end) =>
        long.Parse(text[..text.IndexOf((byte)end)], CultureInfo.InvariantCulture);
}
