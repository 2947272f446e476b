using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace ClinicNotes.WebApi.Running;

/// <summary>
/// Whose word is taken for the address and the scheme that a request came by: nobody's, unless <c>Proxies:Trusted</c> lists addresses or
/// networks. Of what <c>X-Forwarded-For</c> lists, the last address that is of no trusted proxy is the caller's.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "Proxies:Trusted";

    public static void UseTrustedProxies(this WebApplication app)
    {
        IPNetwork[] trusted = [.. app.Configuration.Listed(Setting).Select(Network)];
        if (trusted.Length == 0)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
            options.KnownIPNetworks.Add(network);

        app.UseForwardedHeaders(options);
    }

    private static IPNetwork Network(string given)
    {
        if (IPAddress.TryParse(given, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);

        return IPNetwork.TryParse(given, out var network)
            ? network
            : throw new InvalidOperationException($"Proxies__Trusted: {given} is no address and no network such as 10.0.0.0/8.");
    }
}
