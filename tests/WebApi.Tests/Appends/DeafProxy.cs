using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace ClinicNotes.WebApi.Tests.Appends;

/// <summary>
/// Stands between a service and its PostgreSQL. Once told to, it lets through what the service asks, but not the answer: it waits for that
/// and breaks the connection.
/// </summary>
internal sealed class DeafProxy : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private string? _deafTo;

    public DeafProxy(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>How to reach PostgreSQL through it.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;

    /// <summary>Loses one answer: to whatever has this text in it.</summary>
    public void LoseTheAnswerTo(string text) => Volatile.Write(ref _deafTo, text);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(Forward(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Forward(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint($"{_server.Host}/.s.PGSQL.{_server.Port}"));
            using var broken = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var deaf = false;
            await Task.WhenAny(
                Pump(client, server, asked => deaf |= IsToBeLost(asked), broken.Token),
                // What is to be lost has come once anything has.
                Pump(server, client, _ => deaf ? throw new IOException("lost") : false, broken.Token)
            );
            await broken.CancelAsync();
        }
    }

    private static async Task Pump(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool> look, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, cancellation) is var length and > 0)
        {
            look(buffer.AsMemory(0, length));
            await to.SendAsync(buffer.AsMemory(0, length), cancellation);
        }
    }

    private bool IsToBeLost(ReadOnlyMemory<byte> asked) =>
        Volatile.Read(ref _deafTo) is { } text
        && asked.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
        && Interlocked.Exchange(ref _deafTo, null) is not null;
}
