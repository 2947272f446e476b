using System.Net;
using System.Threading.RateLimiting;

namespace ClinicNotes.WebApi.Running;

/// <summary>
/// Counts the requests without a good token, per address, so that nobody tries tokens out faster than a hundred a minute. Who has a good
/// token is not concerned, wherever it comes from.
/// </summary>
internal sealed class FailedSignIns(int atMost) : IDisposable
{
    /// <summary>
    /// Addresses share this many counts, so that a flood of addresses takes no memory beyond them. Which of them share one is a secret of
    /// the process; that two do costs a stranger a 429 in place of a 401, and nobody else anything.
    /// </summary>
    internal const int Counts = 16_384;

    private const string Setting = "RateLimits:FailedSignIns";

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, int>(address =>
        RateLimitPartition.GetFixedWindowLimiter(CountOf(address), _ => new() { PermitLimit = atMost, Window = TimeSpan.FromMinutes(1) })
    );

    public static FailedSignIns From(IConfiguration settings)
    {
        var atMost = settings.GetValue(Setting, 100);
        return atMost > 0 ? new(atMost) : throw new InvalidOperationException("RateLimits__FailedSignIns must be 1 or more.");
    }

    /// <summary>Counts one more. The lease is not acquired when there have been too many.</summary>
    public RateLimitLease Count(IPAddress? from) => _limiter.AttemptAcquire(from ?? IPAddress.None);

    /// <summary>Which count an address has: an IPv6 address that of its /64, as that is the least that one subscriber is given.</summary>
    internal static int CountOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var length);
        var hash = new HashCode();
        hash.AddBytes(bytes[..Math.Min(length, 8)]);
        return (int)((uint)hash.ToHashCode() % Counts);
    }

    public void Dispose() => _limiter.Dispose();
}
