using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClinicNotes.WebApi.Tests.Running;

/// <summary>Takes what is sent over OTLP (HTTP, protobuf), and keeps it as it came: names and texts are in there as UTF-8.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> _received = [];
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public string Endpoint => _app.Urls.Single();

    /// <summary>All that came to <c>/v1/traces</c>.</summary>
    public string Traces => Received("/v1/traces");

    /// <summary>All that came to <c>/v1/metrics</c>.</summary>
    public string Metrics => Received("/v1/metrics");

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.Receive);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        _received.Enqueue((http.Request.Path, await body.ReadToEndAsync()));
        http.Response.ContentType = "application/x-protobuf";
    }

    private string Received(string path) => string.Concat(_received.Where(received => received.Path == path).Select(r => r.Body));
}
