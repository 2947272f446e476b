using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// How it stands with the ledgers. A ledger that was tampered with is a matter for people, and commands go on; so they do while a keeper
/// that failed tries again. A service whose keeper is stuck is not ready: nothing that clients record there would come to lists and feeds,
/// and no other service takes over while PostgreSQL works for it.
/// </summary>
internal sealed class LedgerCondition(IClock clock) : IHealthCheck
{
    /// <summary>How long one step of a keeper may take: thousands of times what it does take.</summary>
    internal static readonly Duration Patience = Duration.FromMinutes(1);

    private const string IsStuck =
        "The keeper of the ledgers has been stuck for a minute: restart this service, and see its log for what stands in the way.";

    private readonly ConcurrentDictionary<string, string> _contradictions = [];
    private volatile Exception? _failure;
    private volatile Sign? _last;

    /// <summary>How long ago the keeper last gave a sign of life; nothing before it has begun.</summary>
    public Duration Silence => _last is { } last ? clock.GetCurrentInstant() - last.Moment : Duration.Zero;

    /// <summary>Notes that the keeper has begun, or gone on: from now on it must give further signs of life.</summary>
    public void IsAlive() => _last = new Sign(clock.GetCurrentInstant());

    public void IsKept()
    {
        _failure = null;
        IsAlive();
    }

    public void Fails(Exception failure) => _failure = failure;

    /// <summary>Notes why a ledger cannot be signed; gives whether that is news.</summary>
    public bool Contradicts(string clinic, string sentence)
    {
        var known = _contradictions.GetValueOrDefault(clinic);
        _contradictions[clinic] = sentence;
        return known != sentence;
    }

    /// <summary>Another service keeps the ledgers, and tells what it finds of them.</summary>
    public void Leave() => _contradictions.Clear();

    public void IsSigned(string clinic) => _contradictions.TryRemove(clinic, out _);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failure = _failure;
        if (Silence > Patience)
            return Task.FromResult(HealthCheckResult.Unhealthy(IsStuck, failure));

        string[] sentences =
        [
            .. _contradictions.Values.Order(StringComparer.Ordinal),
            .. failure is null ? Array.Empty<string>() : ["The ledgers are not being kept at the moment."],
        ];
        return Task.FromResult(
            sentences is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', sentences), failure)
        );
    }

    private sealed record Sign(Instant Moment);
}
