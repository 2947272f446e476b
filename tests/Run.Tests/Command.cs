using System.Diagnostics;

namespace ClinicNotes.Run.Tests;

internal sealed record Finished(int ExitCode, string Output, string Errors);

internal static class Command
{
    public static Process Prepare(string name, params IEnumerable<string> arguments)
    {
        var file = name.Contains('/', StringComparison.Ordinal) ? Path.Combine(Checkout.Folder, name) : name;
        var process = new Process { StartInfo = new ProcessStartInfo(file, arguments) { WorkingDirectory = Checkout.Folder } };
        process.StartInfo.RedirectStandardOutput = process.StartInfo.RedirectStandardError = process.StartInfo.RedirectStandardInput = true;
        process.StartInfo.Environment.Remove("ConnectionStrings__Postgres");
        process.StartInfo.Environment.Remove("ConnectionStrings__RabbitMq");
        return process;
    }

    public static Task<Finished> RunAsync(string name, params IEnumerable<string> arguments) => RunAsync(Prepare(name, arguments));

    public static async Task<Finished> RunAsync(Process process)
    {
        using (process)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            process.Start();
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, (await output).Trim(), (await errors).Trim());
        }
    }

    public static Task<Finished> PostgresAsync(params IEnumerable<string> arguments) => RunAsync("scripts/postgres", arguments);

    public static Task<Finished> RabbitMqAsync(params IEnumerable<string> arguments) => RunAsync("scripts/rabbitmq", arguments);

    public static async Task SignalAsync(string signal, params IEnumerable<int> processes) =>
        await RunAsync("kill", ["-" + signal, "--", .. processes.Select(p => p.ToString())]);
}
