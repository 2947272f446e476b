using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClinicNotes.WebApi.Tests.Webhooks;

/// <summary>Receivers of webhooks on a port of loopback: each path is one, and answers as its test says.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Inbox> _inboxes = [];
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>As <c>Webhooks:AllowedTargets</c> wants it.</summary>
    public string Target => new Uri(_app.Urls.Single()).Authority;

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.Take);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>A receiver of its own, which takes everything unless told otherwise.</summary>
    public Inbox At(string path) => _inboxes.GetOrAdd($"/{path}", at => new Inbox($"{_app.Urls.Single()}{at}"));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var inbox = _inboxes[http.Request.Path];
        var received = new Received(
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            await reader.ReadToEndAsync()
        );
        inbox.Add(received);
        await inbox.Answers(http, received);
    }

    /// <summary>What came to one path.</summary>
    public sealed class Inbox(string url)
    {
        private readonly Lock _adding = new();
        private readonly List<Received> _received = [];
        private TaskCompletionSource _more = new();
        private string? _fault;

        public string Url => url;

        /// <summary>How it answers; with 200 unless told otherwise.</summary>
        public Func<HttpContext, Received, Task> Answers { get; set; } = (_, _) => Task.CompletedTask;

        /// <summary>The ids of all that came, in the order in which it came.</summary>
        public string[] Ids => [.. All.Select(received => received.Id)];

        /// <summary>The positions of the events that came, each where it came first.</summary>
        public long[] Once => [.. All.DistinctBy(received => received.Id).Select(received => received.Position)];

        /// <summary>All that came, once each is known to have had the headers that are documented.</summary>
        public Received[] All
        {
            get
            {
                lock (_adding)
                {
                    _fault.ShouldBeNull();
                    return [.. _received];
                }
            }
        }

        public void AnswersWith(int status) =>
            Answers = (http, _) =>
            {
                http.Response.StatusCode = status;
                return Task.CompletedTask;
            };

        /// <summary>Waits until that much has come.</summary>
        public async Task<Received[]> Has(int count)
        {
            while (true)
            {
                Task more;
                lock (_adding)
                {
                    if (_received.Count >= count)
                        return All;
                    more = _more.Task;
                }

                await more.WaitAsync(Patience, TestContext.Current.CancellationToken);
            }
        }

        internal void Add(Received received)
        {
            var fault = ChannelSchema.FaultOfWebhook((string)received.Event["type"]!, received.Headers);
            lock (_adding)
            {
                _fault ??= fault;
                _received.Add(received);
                (var reached, _more) = (_more, new TaskCompletionSource());
                reached.SetResult();
            }
        }
    }
}

/// <summary>One request that came.</summary>
/// <param name="Headers">Copied: Kestrel uses its own for the next request.</param>
/// <param name="Body">Its body.</param>
public sealed record Received(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];

    public JsonObject Event => JsonNode.Parse(Body)!.AsObject();

    public long Position => long.Parse((string)Event["sequence"]!);
}
