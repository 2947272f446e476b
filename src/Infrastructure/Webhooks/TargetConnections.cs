using System.Net;
using System.Net.Sockets;
using ClinicNotes.Domain.Webhooks;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>What a host's name stands for at this moment.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancellation);

/// <summary>
/// Connections that lead nowhere but to the public internet, and to the exceptions. The address that is judged is the one that is
/// connected to, so that a name which comes to stand for another address gains nothing.
/// </summary>
internal sealed class TargetConnections(AllowedTargets allowed, Resolve resolve)
{
    public static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(5);

    /// <summary>A name is looked up anew at least this often.</summary>
    private static readonly TimeSpan LongestConnection = TimeSpan.FromMinutes(1);

    /// <summary>A handler that follows no redirect, asks no proxy, and keeps nothing from one request for the next.</summary>
    public SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = LongestConnecting,
            PooledConnectionLifetime = LongestConnection,
            ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint, cancellation),
        };

    private async ValueTask<Stream> Connect(DnsEndPoint target, CancellationToken cancellation)
    {
        var addresses = await resolve(target.Host, cancellation);
        if (!allowed.Has(target.Host, target.Port))
            addresses = [.. addresses.Where(PublicAddress.Is)];
        if (addresses is [])
            throw new TargetRefusedException($"{target.Host} stands for no public address.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A webhook's host is, at this moment, not on the public internet.</summary>
internal sealed class TargetRefusedException(string message) : Exception(message);
