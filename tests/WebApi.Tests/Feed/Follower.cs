using System.Net;
using System.Net.ServerSentEvents;
using System.Text;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Follows a feed by server-sent events, as the framework's own parser reads them.</summary>
internal sealed class Follower : IAsyncDisposable
{
    public const string Path = "/v1/clinic/events/stream";

    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private Follower(HttpResponseMessage response, Stream stream)
    {
        (_response, Lines) = (response, new());
        _parser = SseParser.Create(new RememberingStream(stream, Lines));
        _events = _parser.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
    }

    /// <summary>What came, as it came.</summary>
    public StringBuilder Lines { get; }

    /// <summary>What a browser would send as <c>Last-Event-ID</c>.</summary>
    public string LastEventId => _parser.LastEventId;

    public HttpResponseMessage Response => _response;

    public static Task<Follower> Of(Service service, string query = "", string? lastEventId = null, string token = "demo-service") =>
        Of(service.CreateClient(), query, lastEventId, token);

    public static async Task<Follower> Of(HttpClient http, string query = "", string? lastEventId = null, string token = "demo-service")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?{query}");
        request.Headers.Add("X-User-Token", token);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, in a frame as it is documented.</summary>
    public async Task<SseItem<string>> Next()
    {
        (await _events.MoveNextAsync()).ShouldBeTrue("the stream has ended");
        ChannelSchema.FaultOfFrame(_events.Current.EventType, _events.Current.EventId).ShouldBeNull();
        return _events.Current;
    }

    /// <summary>The events that follow, so many.</summary>
    public async Task<IReadOnlyList<SseItem<string>>> Next(int count)
    {
        var events = new List<SseItem<string>>();
        while (events.Count < count)
            events.Add(await Next());

        return events;
    }

    /// <summary>Reads on until the stream ends, and gives what still came.</summary>
    public async Task<IReadOnlyList<SseItem<string>>> Rest()
    {
        var events = new List<SseItem<string>>();
        while (await _events.MoveNextAsync())
            events.Add(_events.Current);

        return events;
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps a copy of what is read.</summary>
    private sealed class RememberingStream(Stream inner, StringBuilder copy) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            lock (copy)
                copy.Append(Encoding.UTF8.GetString(buffer.Span[..read]));
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
