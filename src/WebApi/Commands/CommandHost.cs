using ClinicNotes.Application;
using ClinicNotes.Infrastructure;
using Microsoft.Extensions.Logging.Console;
using Wolverine;

namespace ClinicNotes.WebApi.Commands;

/// <summary>The service without its address, and without a hand in the ledger.</summary>
internal static class CommandHost
{
    public static IHost Build()
    {
        var settings = new HostApplicationBuilderSettings { Args = [], ContentRootPath = AppContext.BaseDirectory };
        var builder = Host.CreateApplicationBuilder(settings);
        builder.Configuration["Ledger:Keep"] = "false";
        builder.Configuration["Database:ApplyAtStart"] = "false";
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddInfrastructure(host: typeof(Program).Assembly);
        return builder.Build();
    }

    /// <summary>Hands a command to the handler that serves HTTP too.</summary>
    public static async Task<Outcome> Outcome(ICommand command, CancellationToken cancellation)
    {
        using var host = Build();
        await host.StartAsync(cancellation);
        var outcome = await host.Outcome(command, cancellation);
        await host.StopAsync(cancellation);
        return outcome;
    }

    /// <summary>Hands a command to its handler in a host that has been started.</summary>
    public static async Task<Outcome> Outcome(this IHost host, ICommand command, CancellationToken cancellation)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageContext>();
        bus.CorrelationId = Guid.CreateVersion7().ToString("N");
        return await bus.Command(command, cancellation);
    }
}
