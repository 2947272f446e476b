using ClinicNotes.Application.Ledger;
using Spectre.Console;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>audit check</c>: says on standard output what differs, and how far it is on standard error.</summary>
internal static class CheckCommand
{
    public static async Task<int> Run(IHost host, long? clinic, CancellationToken cancellation)
    {
        var steps = host.Services.GetRequiredService<ILedgerCheck>().Check(clinic, cancellation);
        var (differences, positions) = Console.IsErrorRedirected ? await Plainly(steps) : await WithABar(steps, cancellation);
        var checkedPart = clinic is null ? "all clinics" : FormattableString.Invariant($"clinic {clinic}");
        Console.WriteLine(
            differences == 0
                ? FormattableString.Invariant($"Nothing differs: the {positions} entries of {checkedPart} are what was recorded.")
                : FormattableString.Invariant($"{differences} differences in {checkedPart}, of {positions} entries.")
        );
        return differences == 0 ? 0 : 1;
    }

    private static async Task<(long Differences, long Positions)> Plainly(IAsyncEnumerable<CheckStep> steps)
    {
        var (differences, positions) = (0L, 0L);
        await foreach (var step in steps)
        {
            if (step is CheckStep.Progress progress)
                positions = progress.Total;
            else if (step is CheckStep.Found found && ++differences > 0)
                Console.WriteLine(found.What.Sentence);
        }

        return (differences, positions);
    }

    /// <summary>What differs is said at the end: the bar moves about in the lines of a terminal.</summary>
    private static async Task<(long Differences, long Positions)> WithABar(
        IAsyncEnumerable<CheckStep> steps,
        CancellationToken cancellation
    )
    {
        var found = new List<string>();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var positions = await terminal
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask("Entries");
                await foreach (var step in steps.WithCancellation(cancellation))
                {
                    if (step is CheckStep.Progress progress)
                        (bar.MaxValue, bar.Value) = (Math.Max(progress.Total, 1), progress.Done);
                    else if (step is CheckStep.Found difference)
                        found.Add(difference.What.Sentence);
                }

                return (long)bar.Value;
            });
        found.ForEach(Console.WriteLine);
        return (found.Count, positions);
    }
}
