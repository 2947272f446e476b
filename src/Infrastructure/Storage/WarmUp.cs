using ClinicNotes.Application;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Infrastructure.Access;
using ClinicNotes.Infrastructure.Appends;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>
/// Has what the first requests need compiled and connected before the service says that it is ready. It runs beside the rest of the start,
/// which leaves a processor idle, and changes nothing.
/// </summary>
internal sealed partial class WarmUp(IServiceProvider services, ILogger<WarmUp> logger) : IHostedLifecycleService, IHealthCheck
{
    // No clinic has this id.
    private static readonly Actor Nobody = new(ClinicId: -1, UserId: -1, [Role.Admin]);

    private readonly TaskCompletionSource _warm = new();
    private Task<bool>? _storage;

    /// <summary>Ends when the first requests have all that they need, or when preparing it has failed.</summary>
    public Task Done => _warm.Task;

    /// <summary>Begins, beside the rest of the start.</summary>
    public void Begin(CancellationToken cancellation) => _storage = WarmStorage(cancellation);

    /// <summary>Goes on where it was begun: a host for one command has no use for it.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_storage is { } storage)
            _ = Task.Run(() => Finish(storage, cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await Task.WhenAny(_warm.Task, Task.Delay(TimeSpan.FromSeconds(1), cancellationToken)) == _warm.Task
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The service is still warming up.");

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Finish(Task<bool> storage, CancellationToken cancellation)
    {
        try
        {
            // A schema that is made by this start was not there when it began.
            if (await storage || await WarmTables(cancellation))
                await WarmCommands(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(logger, failure);
        }
        finally
        {
            _warm.SetResult();
        }
    }

    private async Task<bool> WarmStorage(CancellationToken cancellation)
    {
        var rules = Task.Run(WarmRules, cancellation);
        var isThere = await Task.Run(() => WarmTables(cancellation), cancellation);
        await rules;
        return isThere;
    }

    /// <summary>Reads and writes nothing in each of the ways in which requests do; false when there are no tables of this version.</summary>
    private async Task<bool> WarmTables(CancellationToken cancellation)
    {
        if (!await services.GetRequiredService<DatabaseSchema>().IsCurrent(cancellation))
            return false;

        await Task.WhenAll(
            Task.Run(() => WarmReading(cancellation), cancellation),
            Task.Run(() => services.GetRequiredService<EventWriter>().Write([]), cancellation)
        );
        return true;
    }

    private async Task WarmReading(CancellationToken cancellation)
    {
        await services.GetRequiredService<UserDirectory>().WarmUp(cancellation);
        await services.GetRequiredService<StoredStreams>().Read<Addendum>(new StreamKey("-1", Addendum.StreamKey(-1)), cancellation);
    }

    private void WarmRules()
    {
        // Wolverine asks for all of them when it starts: what is made here it need not make one after the other.
        foreach (var rules in typeof(ICommand).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IValidator))))
            services.GetRequiredService(rules);
        services.GetRequiredService<EventFormat>().WarmUp();
    }

    /// <summary>A command on a note that is not there: it goes all the way to the store, and is refused.</summary>
    private async Task WarmCommands(CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var command = new RequestAddendum(Nobody, GivenId.Of(1), new(GivenText.Of("Warm up"), GivenText.Missing));
        await scope.ServiceProvider.GetRequiredService<IMessageContext>().InvokeAsync<Outcome>(command, cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "Warming up failed: the first requests will take longer.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
