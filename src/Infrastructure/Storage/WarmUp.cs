using ClinicNotes.Application;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Infrastructure.Appends;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wolverine;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>
/// Has what the first requests need compiled and connected before the service says that it is ready. It runs beside the rest of the start,
/// which leaves a processor idle, and changes nothing.
/// </summary>
internal sealed class WarmUp(IServiceProvider services) : IHostedLifecycleService, IHealthCheck
{
    private static readonly Actor Nobody = new(ClinicId: 0, UserId: 0, [Role.Admin]);

    private Task _storage = Task.CompletedTask;
    private Task _commands = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _storage = Task.Run(() => WarmStorage(cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _commands = Task.Run(() => WarmCommands(cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await Task.WhenAll(_storage, _commands).WaitAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WarmStorage(CancellationToken cancellation)
    {
        foreach (var rules in typeof(ICommand).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IValidator))))
            services.GetRequiredService(rules);

        try
        {
            await services.GetRequiredService<StoredStreams>().Read<Addendum>(new StreamKey("0", Addendum.StreamKey(0)), cancellation);
            await services.GetRequiredService<EventWriter>().Write([]);
        }
        catch (NpgsqlException)
        {
            // No database, or one without a schema yet: DatabaseHealth says so, for as long as it is so.
        }
    }

    /// <summary>A command on a note that is not there: it goes all the way to the store, and is refused.</summary>
    private async Task WarmCommands(CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var command = new RequestAddendum(Nobody, GivenId.Of(1), new(GivenText.Of("Warm up"), GivenText.Missing));
        try
        {
            await scope.ServiceProvider.GetRequiredService<IMessageContext>().InvokeAsync<Outcome>(command, cancellation);
        }
        catch (NpgsqlException)
        {
            // As above.
        }
    }
}
