using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ClinicNotes.Bench;

/// <summary>A program under measurement: the service or a peer, on a database of its own.</summary>
internal sealed class Contender(string name, string program, string connectionString, params (string Name, string Value)[] settings)
    : IDisposable
{
    /// <summary>Any 32 bytes.</summary>
    public static readonly string AnyKey = Convert.ToBase64String(new byte[32]);

    private Process? _process;

    public string Name => name;

    public string ConnectionString => connectionString;

    public int Port { get; } = FreePort();

    /// <summary>Starts it and gives the time until it was ready.</summary>
    /// <param name="asInProduction">Whether it finds its schema and its data there, and need not look for them.</param>
    public async Task<TimeSpan> Start(bool asInProduction = false)
    {
        var prepares = asInProduction ? "false" : "true";
        var start = new ProcessStartInfo("dotnet", [program, "--urls", $"http://127.0.0.1:{Port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__Postgres"] = connectionString,
                ["ASPNETCORE_ENVIRONMENT"] = asInProduction ? "Production" : "Development",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Database__ApplyAtStart"] = prepares,
                ["DemoData__Seed"] = prepares,
                // The service signs its ledger, the peers have none.
                ["Ledger__Key"] = AnyKey,
            },
        };
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;
        var clock = Stopwatch.StartNew();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Console.Error.WriteLineIfAny(name, line.Data);
        _process.ErrorDataReceived += (_, line) => Console.Error.WriteLineIfAny(name, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{name} ended with exit code {_process.ExitCode} before it was ready.");

            try
            {
                if ((await http.GetAsync($"http://127.0.0.1:{Port}/health/ready")).IsSuccessStatusCode)
                    return clock.Elapsed;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(10);
        }
    }

    /// <summary>A client that waits as long as it takes.</summary>
    public HttpClient Client(string token)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("X-User-Token", token);
        return http;
    }

    /// <summary>Processor time that the program has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in MiB.</summary>
    public double Resident
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal static class ErrorLines
{
    public static void WriteLineIfAny(this TextWriter writer, string name, string? line)
    {
        if (!string.IsNullOrEmpty(line))
            writer.WriteLine($"{name}: {line}");
    }
}
