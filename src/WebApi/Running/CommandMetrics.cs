using System.Diagnostics.Metrics;
using ClinicNotes.Application;

namespace ClinicNotes.WebApi.Running;

/// <summary>How many commands and queries came to what.</summary>
internal static class CommandMetrics
{
    private static readonly Meter Meter = new("ClinicNotes");

    private static readonly Counter<long> Commands = Meter.CreateCounter<long>(
        "clinicnotes.commands",
        description: "Commands and queries, by name and by outcome: created, updated, found, refused, invalid, or failed."
    );

    /// <summary>Counts a command when it has come to its outcome.</summary>
    public static async Task<Outcome> Counted(this Task<Outcome> outcome, ICommand command)
    {
        try
        {
            var known = await outcome;
            Count(command, known.GetType().Name.ToLowerInvariant());
            return known;
        }
        catch
        {
            Count(command, "failed");
            throw;
        }
    }

    private static void Count(ICommand command, string outcome) =>
        Commands.Add(1, new("command", command.GetType().Name), new("outcome", outcome));
}
