using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using ClinicNotes.Application.Feed;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;

namespace ClinicNotes.WebApi.Feed;

/// <summary>
/// Sends the events of a feed as they come, as server-sent events (WHATWG HTML, section 9.2). It holds no more than what is being sent: a slow
/// reader gets more once it has read that, and the server cuts one that reads nothing. The framework's own writer of such streams knows no
/// comments, and would write every event anew for each reader.
/// </summary>
internal sealed class EventStream(FollowedFeed followed) : IResult
{
    private const int SentAtOnce = 16 * 1_024;
    private static readonly Duration Heartbeat = Duration.FromSeconds(15);
    private static readonly Duration BetweenChecks = Duration.FromSeconds(1);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var clinics = httpContext.RequestServices.GetRequiredService<FollowedClinics>();
        var newest = clinics.Follow(followed.ClinicId);
        try
        {
            await Send(httpContext, newest);
        }
        catch (Exception failure) when (Unavailable.Is(failure) && httpContext.Response.HasStarted)
        {
            // The reader comes back, and goes on where it stopped.
        }
        finally
        {
            clinics.Leave(followed.ClinicId);
        }
    }

    private async Task Send(HttpContext http, NewestEvents newest)
    {
        var clock = http.RequestServices.GetRequiredService<IClock>();
        var (heartbeat, check) = (new Due(clock, Heartbeat), new Due(clock, BetweenChecks));
        var reader = new FeedReader(followed, newest, http.RequestServices.GetRequiredService<IEventFeed>());
        var gone = http.RequestAborted;
        var told = reader.Position;
        using var place = http.Takes(reader, clock);
        await Begin(http, gone);
        while (!newest.IsOver)
        {
            var change = newest.Change;
            if (check.IsNow() && await http.NoLongerFollows(gone) is not null)
                return;
            if (await reader.Next(gone) is not { } frames)
                return;

            await Write(frames, http.Response.BodyWriter, gone);
            told = frames is [] ? told : frames[^1].Position;
            if (heartbeat.IsNow())
            {
                await Beat(reader.Position, told, http.Response.BodyWriter, gone);
                told = reader.Position;
            }

            if (reader.IsAtEnd)
                await change.WaitAsync(gone);
        }
    }

    private static async Task Begin(HttpContext http, CancellationToken gone)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // nginx holds answers back, unless told not to.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.StartAsync(gone);
        await http.Response.BodyWriter.FlushAsync(gone);
    }

    private static async ValueTask Write(IReadOnlyList<EventFrame> frames, PipeWriter writer, CancellationToken gone)
    {
        var unsent = 0;
        foreach (var frame in frames)
        {
            writer.Write(frame.Bytes.Span);
            unsent += frame.Bytes.Length;
            if (unsent < SentAtOnce)
                continue;

            await writer.FlushAsync(gone);
            unsent = 0;
        }

        if (unsent > 0)
            await writer.FlushAsync(gone);
    }

    // A reader whose filter lets little through is told how far that was, so that it need not look there again.
    private static async ValueTask Beat(long position, long told, PipeWriter writer, CancellationToken gone)
    {
        writer.Write(": still here\n"u8);
        if (position > told)
            writer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {position}\n")));
        writer.Write("\n"u8);
        await writer.FlushAsync(gone);
    }
}
