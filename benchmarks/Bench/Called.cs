using System.Diagnostics;

namespace ClinicNotes.Bench;

/// <summary>A program called from the command line, to its end.</summary>
internal static class Called
{
    /// <summary>How long it took, its start included.</summary>
    public static async Task<TimeSpan> Program(string program, string connectionString, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__Postgres"] = connectionString,
                ["ConnectionStrings__Migrations"] = connectionString,
                ["Ledger__Key"] = Contender.AnyKey,
            },
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (said, faults) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? clock.Elapsed
            : throw new InvalidOperationException(
                $"{string.Join(' ', arguments)}: exit code {process.ExitCode}. {await said}{await faults}"
            );
    }
}
