using ClinicNotes.Application;
using ClinicNotes.Application.Reads;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Infrastructure;
using Microsoft.Extensions.Logging.Console;
using Wolverine;

namespace ClinicNotes.WebApi.Commands;

/// <summary>The service without its address, without a hand in the ledger or in deliveries.</summary>
internal static class CommandHost
{
    /// <summary>What knows the settings of the service, as they are.</summary>
    public static HostApplicationBuilder Builder() =>
        Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [], ContentRootPath = AppContext.BaseDirectory });

    public static IHost Build()
    {
        var builder = Builder();
        builder.Configuration["Ledger:Keep"] = "false";
        builder.Configuration["Reads:BeforeTheAnswer"] = "true";
        builder.Configuration["Webhooks:Deliver"] = "false";
        builder.Configuration["ConnectionStrings:RabbitMq"] = "";
        builder.Configuration["Database:ApplyAtStart"] = "false";
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddInfrastructure(host: typeof(Program).Assembly);
        return builder.Build();
    }

    /// <summary>Does something in a host that is started before it and stopped after it, on a database that has the schema of this version.</summary>
    public static async Task<T> Run<T>(Func<IHost, Task<T>> work, CancellationToken cancellation)
    {
        using var host = Build();
        if (!await host.Services.GetRequiredService<IInstallation>().IsCurrent(cancellation))
            throw new InvalidOperationException("the database lacks the schema of this version. Bring it there by ./clinicnotes db apply.");

        await host.StartAsync(cancellation);
        try
        {
            return await work(host);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Hands a command to the handler that serves HTTP too.</summary>
    public static Task<Outcome> Outcome(ICommand command, CancellationToken cancellation) =>
        Run(host => host.Outcome(command, cancellation), cancellation);

    /// <summary>Hands a command to its handler in a host that has been started.</summary>
    public static async Task<Outcome> Outcome(this IHost host, ICommand command, CancellationToken cancellation)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageContext>();
        bus.CorrelationId = Guid.CreateVersion7().ToString("N");
        return await bus.Command(command, cancellation);
    }

    /// <summary>Records what somebody is about to be shown.</summary>
    public static ValueTask Records(this IHost host, Actor by, Shown shown, CancellationToken cancellation) =>
        host
            .Services.GetRequiredService<IReadRecords>()
            .Record(by, shown, remoteAddress: null, Guid.CreateVersion7().ToString("N"), cancellation);
}
