using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClinicNotes.Bench;

/// <summary>
/// One client: a socket, a request at a time, and each answer read whole and looked at. Calls block, which takes less of the processors that
/// clients share with what they measure.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];

    public Connection(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sends a request and gives the body of its answer, which must be a success that holds what is expected.</summary>
    public ReadOnlyMemory<byte> Send(byte[] request, string expected)
    {
        _socket.Send(request);
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, 2 * length);

            var received = _socket.Receive(_buffer.AsSpan(length));
            if (received == 0)
                throw new IOException("The connection was closed before the answer was whole.");

            length += received;
            if (BodyOf(_buffer.AsMemory(0, length)) is not { } body)
                continue;

            if (_buffer[9] != '2' || body.Span.IndexOf(Encoding.ASCII.GetBytes(expected)) < 0)
                throw new InvalidDataException($"Not an answer with {expected}: {Encoding.UTF8.GetString(_buffer, 0, length)}");

            return body;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static ReadOnlyMemory<byte>? BodyOf(ReadOnlyMemory<byte> answer)
    {
        var span = answer.Span;
        var head = span.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return null;

        var body = answer[(head + 4)..];
        var field = span[..head].IndexOf("Content-Length: "u8);
        if (field < 0)
            return BodyOfChunks(body);

        var value = span[(field + 16)..];
        var length = int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return body.Length >= length ? body[..length] : null;
    }

    /// <summary>An answer in chunks (RFC 9112 section 7.1) is whole with its last, empty one. Their sizes are left in the text.</summary>
    private static ReadOnlyMemory<byte>? BodyOfChunks(ReadOnlyMemory<byte> body)
    {
        for (var rest = body; rest.Span.IndexOf("\r\n"u8) is var line and >= 0; )
        {
            var size = int.Parse(rest.Span[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = line + 2 + size + 2;
            if (rest.Length < chunk)
                return null;
            if (size == 0)
                return body;

            rest = rest[chunk..];
        }

        return null;
    }
}
