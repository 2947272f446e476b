using Spectre.Console;

namespace ClinicNotes.WebApi.Commands;

/// <summary>How far something is, shown on standard error where that is a terminal, and not at all elsewhere.</summary>
internal static class Bar
{
    /// <param name="what">What is being counted.</param>
    /// <param name="work">What takes its time; it is given by what to show how much is done, and of how much.</param>
    public static Task Follow(string what, Func<Action<long, long>, Task> work)
    {
        if (Console.IsErrorRedirected)
            return work((_, _) => { });

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bars =>
            {
                var bar = bars.AddTask(what);
                return work((done, total) => (bar.MaxValue, bar.Value) = (Math.Max(total, 1), done));
            });
    }
}
