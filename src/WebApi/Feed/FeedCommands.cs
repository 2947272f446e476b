using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Feed;

/// <summary><c>events</c>: the commands that read the feed.</summary>
internal static class FeedCommands
{
    public static void Add(IConfigurator<CommandSettings> events)
    {
        events.SetDescription("Every event of a clinic, in the order of its ledger.");
        EveryCommand.Add<TailCommand>(
            events,
            "tail",
            "Prints the last events, one on each line, and with --follow those that come later. With --json each line is the event as consumers get "
                + "it.",
            TailCommand.Example
        );
        EveryCommand.Add<ListenCommand>(
            events,
            "listen",
            "Delivers what comes later to an address of your own, in order and signed as webhooks are. What fails is sent again until it arrives.",
            ListenCommand.Example
        );
    }
}
