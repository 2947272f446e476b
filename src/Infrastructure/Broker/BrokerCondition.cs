using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>
/// How it stands with RabbitMQ, as far as this service is concerned. Commands go on without it and nothing is lost, so a service that does
/// not reach it is ready all the same; health and log say that it waits.
/// </summary>
internal sealed partial class BrokerCondition(ILogger<BrokerCondition> logger) : IHealthCheck
{
    private const string CannotPublish = "Events cannot be published to RabbitMQ: they wait in the database.";
    private const string CannotTake = "Session notes cannot be taken in from RabbitMQ: they wait in its queue.";

    private readonly ConcurrentDictionary<long, bool> _held = [];
    private volatile Exception? _publishing;
    private volatile Exception? _taking;

    /// <summary>How many events wait, and for how long.</summary>
    public Backlog Backlog { get; set; } = new(0, null);

    public void Publishes() => _publishing = null;

    /// <summary>Logged when it begins, and not at every further try.</summary>
    public void DoesNotPublish(Exception failure)
    {
        if (Interlocked.Exchange(ref _publishing, failure) is null)
            Failed(logger, CannotPublish, failure);
    }

    public void Takes() => _taking = null;

    public void DoesNotTake(Exception failure)
    {
        if (Interlocked.Exchange(ref _taking, failure) is null)
            Failed(logger, CannotTake, failure);
    }

    /// <summary>Notes that a message was wrong, which is a matter for whoever sent it.</summary>
    public void PutAside(string fault) => Wrong(logger, fault);

    public void Holds(long clinicId, PublishException why)
    {
        if (_held.TryAdd(clinicId, true))
            Held(logger, clinicId, why.IsReturn ? "No queue takes it, not even the one of what no other takes." : "It refused it.");
    }

    public void GoesOn(long clinicId) => _held.TryRemove(clinicId, out _);

    /// <summary>Why the next event of a clinic is not published; <c>null</c> when nothing is known to be in its way.</summary>
    public string? FaultOf(long clinicId) =>
        _publishing is not null ? CannotPublish
        : _held.ContainsKey(clinicId) ? "RabbitMQ does not take the next event: it waits in the database, with all after it."
        : null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (publishing, taking, held) = (_publishing, _taking, _held.Count);
        string[] sentences =
        [
            .. publishing is null ? Array.Empty<string>() : [CannotPublish],
            .. held == 0 ? Array.Empty<string>() : [AreHeld(held)],
            .. taking is null ? Array.Empty<string>() : [CannotTake],
        ];
        return Task.FromResult(
            sentences is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', sentences), publishing ?? taking)
        );
    }

    private static string AreHeld(int clinics) =>
        $"RabbitMQ does not take the next event of some clinics ({clinics}): it waits in the database, with all after it.";

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private static partial void Failed(ILogger logger, string sentence, Exception failure);

    [LoggerMessage(LogLevel.Warning, "RabbitMQ does not take the next event of clinic {ClinicId}. {Why} It waits, with all after it.")]
    private static partial void Held(ILogger logger, long clinicId, string why);

    [LoggerMessage(LogLevel.Warning, "A message of a session note is wrong, and in the queue of such messages: {Fault}")]
    private static partial void Wrong(ILogger logger, string fault);
}
