using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ClinicNotes.Bench;

/// <summary>Takes what a webhook is sent. It does no more than it must, as it shares the machine with what is measured.</summary>
internal sealed class Receiver : IDisposable
{
    private static readonly byte[] Taken = "HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();

    public Receiver()
    {
        _listener.Start();
        Work = Accept();
    }

    public string Target => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Fails when what was sent could not be read.</summary>
    public Task Work { get; }

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
        _ending.Dispose();
    }

    /// <summary>One connection after the other: a webhook has one at a time.</summary>
    private async Task Accept()
    {
        while (true)
        {
            using var socket = await _listener.AcceptSocketAsync(_ending.Token);
            await Answer(socket);
        }
    }

    private async Task Answer(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        for (var length = 0; await socket.ReceiveAsync(buffer.AsMemory(length), _ending.Token) is var received and > 0; )
        {
            length += received;
            if (!IsWhole(buffer.AsSpan(0, length)))
                continue;

            await socket.SendAsync(Taken, _ending.Token);
            length = 0;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;

        var value = request[(request.IndexOf("Content-Length: "u8) + 16)..];
        var length = int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return request.Length >= head + 4 + length;
    }
}
