using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using ClinicNotes.Application;
using ClinicNotes.Application.Feed;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Feed;

/// <summary><c>events tail</c>: prints the feed, an event on each line.</summary>
internal sealed class TailCommand : AsyncCommand<TailCommand.Asked>
{
    public const string Example = "events tail --clinic 1 --follow";

    internal sealed class Asked : FeedSettings
    {
        [CommandOption("--last <NUMBER>")]
        [Description("How far before the end to begin, where --after is not given")]
        public long Last { get; init; } = 10;

        [CommandOption("--follow")]
        [Description("Go on with what comes later, until Ctrl-C")]
        public bool Follow { get; init; }
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        CommandHost.Run(host => Tail(host, settings, cancellationToken), cancellationToken);

    private static async Task<int> Tail(IHost host, Asked settings, CancellationToken cancellationToken)
    {
        var end = await host.Services.GetRequiredService<IEventFeed>().End(settings.Clinic, long.MaxValue, cancellationToken);
        var after = settings.After ?? Math.Max(0, end - settings.Last);
        try
        {
            return await FollowedEvents.Read(host, settings, after, settings.Follow, Print, cancellationToken);
        }
        catch (OperationCanceledException) when (settings.Follow)
        {
            return 0;
        }

        Task Print(FeedResponse page)
        {
            foreach (var e in page.Events)
                Console.WriteLine(settings.Json ? JsonSerializer.Serialize(e, WireJson.Documented.PublicEvent) : InWords(e));
            return Task.CompletedTask;
        }
    }

    private static string InWords(PublicEvent e)
    {
        var who = string.Create(CultureInfo.InvariantCulture, $"{e.Data.Actor.Role} {e.Data.Actor.Id}").Trim();
        return $"{e.Sequence, 8}  {WireInstant.Text(e.Time)}  {e.Type, -38}  {e.Subject, -16}  {e.Data.Stream, -20}  {who}".TrimEnd();
    }
}
