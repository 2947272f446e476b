using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.Running;

/// <summary>The service in a process of its own, as in production.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Process _process;

    // Certificates are of the tests' own making.
    private readonly HttpClient _http = new(
        new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }
    );

    private ServiceProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>What it has written, line by line.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public HttpClient Http => _http;

    public Client As(string? token) => new(_http, token);

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="connectionString">Of a database that has the schema.</param>
    /// <param name="settings">Settings by the names of their variables.</param>
    public static async Task<ServiceProcess> Start(string connectionString, params (string Name, string Value)[] settings)
    {
        var start = Published.Start();
        start.Environment["ConnectionStrings__Postgres"] = Database.OfService(connectionString);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var service = new ServiceProcess(start);
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        await service.Says("Now listening on: ");
        service._http.BaseAddress = new Uri(Message(service.Line("Now listening on: ")).Split(": ")[1]);
        await Patiently.Until(async () => (await service.As(null).Get("/health/ready")).Status == HttpStatusCode.OK);
        return service;
    }

    public string Line(string part) => _lines.First(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until it has written this. A busy machine takes its time to start a process.</summary>
    public async Task Says(string part)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!_lines.Any(line => line.Contains(part, StringComparison.Ordinal)))
        {
            _process.HasExited.ShouldBeFalse(string.Join('\n', _lines));
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>Sends a signal, as <c>kill</c> does.</summary>
    public async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end, and gives its exit code.</summary>
    public async Task<int> End()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private static string Message(string line) => JsonNode.Parse(line)!["Message"]!.GetValue<string>();

    private void Keep(string? line)
    {
        if (!string.IsNullOrEmpty(line))
            _lines.Enqueue(line);
    }
}
