using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ClinicNotes.Bench;

/// <summary>The floor below every contender: PostgreSQL's own benchmark client writing the same rows, prepared, with no HTTP at all.</summary>
internal static partial class Pgbench
{
    /// <summary>Transactions a second.</summary>
    public static async Task<double> PerSecond(string program, string script, string connectionString, int connections, double seconds)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        string[] arguments =
        [
            "-n",
            "-M",
            "prepared",
            "-c",
            Math.Min(connections, 16).ToString(CultureInfo.InvariantCulture),
            "-T",
            Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture),
            "-f",
            script,
            "-h",
            database.Host!,
            "-U",
            database.Username!,
            database.Database!,
        ];
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || Tps().Match(output) is not { Success: true } tps)
            throw new InvalidOperationException($"pgbench failed: {await errors} {output}");

        return double.Parse(tps.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}
