using System.Diagnostics;
using System.Text;
using ClinicNotes.WebApi.Tests;

namespace ClinicNotes.Run.Tests;

/// <summary>A <c>./run</c> that has printed its address block.</summary>
internal sealed class Running : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private Running(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    public string Url { get; }

    public string Block { get; private set; } = "";

    public int Id => _process.Id;

    public static string FreeUrl() => $"http://127.0.0.1:{Ports.Free()}";

    public static async Task<Running> StartAsync(
        DataFolder data,
        string? option = null,
        string? connection = null,
        bool inOwnSession = false
    )
    {
        var url = FreeUrl();
        string[] command =
        [
            .. inOwnSession ? ["setsid"] : Array.Empty<string>(),
            "./run",
            "--urls",
            url,
            "--data",
            data.Folder,
            .. option is null ? Array.Empty<string>() : [option],
        ];
        var process = Command.Prepare(command[0], command[1..]);
        if (connection is not null)
        {
            process.StartInfo.Environment["ConnectionStrings__Postgres"] = connection;
        }

        var run = new Running(process, url);
        process.ErrorDataReceived += (_, line) => run._errors.Append(line.Data is { } text ? text + "\n" : "");
        process.Start();
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        await run.ReadBlockAsync();
        return run;
    }

    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, _errors.ToString().Trim());
    }

    public async Task<(int ExitCode, string Errors)> StopAsync(string signal = "TERM")
    {
        await Command.SignalAsync(signal, Id);
        return await EndAsync();
    }

    public void Dispose() => _process.Dispose();

    private async Task ReadBlockAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Block.Contains("Logs:", StringComparison.Ordinal))
        {
            var line = await _process.StandardOutput.ReadLineAsync(patience.Token);
            if (line is null)
            {
                var (exitCode, errors) = await EndAsync();
                throw new InvalidOperationException($"./run ended with {exitCode}: {errors}");
            }

            Block += line + "\n";
        }
    }
}
