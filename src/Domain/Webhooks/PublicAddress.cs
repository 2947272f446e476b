using System.Net;
using System.Net.Sockets;

namespace ClinicNotes.Domain.Webhooks;

/// <summary>
/// Addresses that the whole internet can reach, by IANA's registries of special-purpose addresses (RFC 6890 section 2.2, as updated by
/// RFC 8190): those that they do not call globally reachable are none, nor are those in which one of them is hidden.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotReachable4 =
    [
        .. Blocks(
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24"
                + " 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4"
        ),
        // Multicast (RFC 5771): no connection leads there.
        .. Blocks("224.0.0.0/4"),
    ];

    // Of IPv6, IANA has given out no more than this (RFC 4291 section 2.4), so that what it has not is no address of anybody's.
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    // 2001::/23 has Teredo in it, 2002::/16 is 6to4: both lead on to any IPv4 address.
    private static readonly IPNetwork[] NotReachable6 = [.. Blocks("2001::/23 2001:db8::/32 2002::/16 3fff::/20")];

    // A translator leads on to the IPv4 address in the last four bytes (RFC 6052 section 2.1).
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? !NotReachable4.Any(block => block.Contains(address))
        // IPNetwork finds these in blocks in which they are not.
        : address.IsIPv4MappedToIPv6 ? false
        : Translated.Contains(address) ? Is(new IPAddress(address.GetAddressBytes().AsSpan(12)))
        : GivenOut.Contains(address) && !NotReachable6.Any(block => block.Contains(address));

    private static IEnumerable<IPNetwork> Blocks(string blocks) => blocks.Split(' ').Select(IPNetwork.Parse);
}
