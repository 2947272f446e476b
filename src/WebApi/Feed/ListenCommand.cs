using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClinicNotes.Application.Feed;
using ClinicNotes.Infrastructure.Webhooks;
using ClinicNotes.WebApi.Commands;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Feed;

/// <summary><c>events listen</c>: delivers the feed to a developer's own address, signed as webhooks are.</summary>
internal sealed class ListenCommand : AsyncCommand<ListenCommand.Asked>
{
    public const string Example = "events listen --clinic 1 --forward-to http://localhost:8080/events";

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    internal sealed class Asked : FeedSettings
    {
        [CommandOption("--forward-to <URL>", isRequired: true)]
        [Description("Where to deliver them")]
        public string ForwardTo { get; init; } = "";

        [CommandOption("--secret <SECRET>")]
        [Description("The secret by which they are signed, whsec_ and base64; a new one unless given")]
        public string? Secret { get; init; }

        public override ValidationResult Validate() =>
            Uri.TryCreate(ForwardTo, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? base.Validate()
                : ValidationResult.Error("--forward-to must be an address that begins with http:// or https://");
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        CommandHost.Run(host => Listen(host, settings, cancellationToken), cancellationToken);

    private static async Task<int> Listen(IHost host, Asked settings, CancellationToken cancellationToken)
    {
        var end = await host.Services.GetRequiredService<IEventFeed>().End(settings.Clinic, long.MaxValue, cancellationToken);
        var secret = settings.Secret ?? SignedRequest.NewSecret();
        await Console.Error.WriteLineAsync($"Signed by {secret}. Ctrl-C ends it.");
        using var http = new HttpClient { Timeout = LongestAnswer };
        var clock = host.Services.GetRequiredService<IClock>();
        try
        {
            return await FollowedEvents.Read(host, settings, settings.After ?? end, follow: true, Deliver, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }

        async Task Deliver(FeedResponse page)
        {
            foreach (var e in page.Events)
            {
                // The next one is not sent before this one has arrived.
                for (var pause = FirstPause; !await HasArrived(e); pause = pause < LongestPause / 2 ? pause * 2 : LongestPause)
                    await Task.Delay(pause, cancellationToken);
            }
        }

        async Task<bool> HasArrived(PublicEvent e)
        {
            var body = JsonSerializer.Serialize(e, WireJson.Documented.PublicEvent);
            using var request = SignedRequest.Of(new Uri(settings.ForwardTo), e.Id, clock.GetCurrentInstant(), body, [secret]);
            var watch = Stopwatch.StartNew();
            var (hasArrived, answer) = await Send(http, request, cancellationToken);
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{e.Sequence, 8}  {e.Type, -38}  {answer}, {watch.ElapsedMilliseconds} ms"
            );
            Console.WriteLine(line);
            return hasArrived;
        }
    }

    private static async Task<(bool HasArrived, string Answer)> Send(
        HttpClient http,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return (response.IsSuccessStatusCode, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return (false, failure.Message);
        }
    }
}
