using System.Net;
using System.Net.Sockets;

namespace ClinicNotes.WebApi.Tests;

/// <summary>Ports of loopback for programs that are told theirs before they start.</summary>
internal static class Ports
{
    /// <summary>One that is free, and below those that the system gives to whoever names none.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 15_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
