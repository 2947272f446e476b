using ClinicNotes.Application.Feed;

namespace ClinicNotes.WebApi.Feed;

/// <summary>A clinic whose feed is followed: reads what is new, for as long as anybody follows.</summary>
internal sealed partial class FollowedClinic(long clinicId, IEventFeed feed, ILogger logger)
{
    private const int Batch = 250;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public NewestEvents Newest { get; } = new();

    /// <summary>How many follow.</summary>
    public int Followers { get; set; }

    /// <param name="isNeedless">Asked every second; it reads until that is so.</param>
    /// <param name="ending">The service is about to end.</param>
    public async Task Read(Func<bool> isNeedless, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested && !isNeedless())
        {
            try
            {
                await ReadNext(ending);
            }
            catch (Exception failure)
            {
                Newest.BeginAfter(null);
                if (!ending.IsCancellationRequested)
                    Failed(logger, failure);
                await Task.Delay(Beat, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        Newest.Finish();
    }

    private async Task ReadNext(CancellationToken ending)
    {
        if (Newest.End is not { } end)
        {
            Newest.BeginAfter(await feed.End(clinicId, long.MaxValue, ending));
            return;
        }

        using var beat = CancellationTokenSource.CreateLinkedTokenSource(ending);
        beat.CancelAfter(Beat);
        await feed.Grows(clinicId, end, beat.Token);
        var entries = await feed.Read(new FeedPart(clinicId, end, long.MaxValue, Batch, FeedFilter.All), ending);
        if (entries is [] && await feed.End(clinicId, long.MaxValue, ending) is var now && now < end)
        {
            // An older database was restored: what is recorded from here on has the positions of what is lost.
            Newest.BeginAfter(now);
            return;
        }

        var source = feed.SourceOf(clinicId);
        Newest.Add(EventFrame.Of(entries, source));
    }

    [LoggerMessage(LogLevel.Warning, "New events cannot be read at the moment: who follows the feed gets them later.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
