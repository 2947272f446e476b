using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>Stands before a broker, and turns away whoever comes until it opens.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentBag<TcpClient> _held = [];
    private readonly Uri _broker;
    private readonly Task _keeping;
    private volatile Action<TcpClient> _next;
    private CancellationTokenSource _speaking = new();
    private int _turnedAway;
    private int _unanswered;

    public Gate(string broker)
    {
        (_broker, _next) = (new Uri(broker), TurnAway);
        _listener.Start();
        _keeping = Keep();
    }

    /// <summary>The broker's, but for the port.</summary>
    public string Uri =>
        new UriBuilder(_broker) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }
            .Uri
            .AbsoluteUri;

    public int TurnedAway => _turnedAway;

    /// <summary>How many came while it was silent.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Lets through to the broker who comes from now on.</summary>
    public void Opens()
    {
        _speaking = new();
        _next = caller => _ = LetThrough(caller, _speaking.Token);
    }

    /// <summary>Neither says anything any more nor breaks off, to whoever is there or comes, like a host that has gone without a word.</summary>
    public async Task FallsSilent()
    {
        _next = Hold;
        await _speaking.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _speaking.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        foreach (var connection in _held)
            connection.Dispose();
    }

    private async Task Keep()
    {
        while (true)
        {
            var caller = await _listener.AcceptTcpClientAsync(_ended.Token);
            _next(caller);
        }
    }

    private void TurnAway(TcpClient caller)
    {
        Interlocked.Increment(ref _turnedAway);
        caller.Dispose();
    }

    private void Hold(TcpClient caller)
    {
        _held.Add(caller);
        Interlocked.Increment(ref _unanswered);
    }

    private async Task LetThrough(TcpClient caller, CancellationToken silence)
    {
        var broker = new TcpClient();
        _held.Add(caller);
        _held.Add(broker);
        await broker.ConnectAsync(_broker.Host, _broker.Port, _ended.Token);
        var (one, other) = (caller.GetStream(), broker.GetStream());
        await Task.WhenAny(one.CopyToAsync(other, silence), other.CopyToAsync(one, silence));
        if (silence.IsCancellationRequested)
            return;

        caller.Dispose();
        broker.Dispose();
    }
}
