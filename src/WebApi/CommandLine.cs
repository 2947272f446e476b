using System.Data.Common;
using ClinicNotes.Infrastructure;
using ClinicNotes.WebApi.Ledger;
using Microsoft.Extensions.Logging.Console;

namespace ClinicNotes.WebApi;

/// <summary>What the program does when it is not to serve: it reads the service's own settings, and says what it has to say.</summary>
internal static class CommandLine
{
    private const int CannotBeDone = 2;

    /// <summary>Does what <c>audit</c> and these arguments ask for, and gives the exit code.</summary>
    public static async Task<int> Audit(string[] arguments)
    {
        if (arguments is [.., "-h" or "--help"])
        {
            Console.WriteLine(AuditArguments.Usage);
            return 0;
        }

        if (AuditArguments.Of(arguments) is not { } asked)
        {
            await Console.Error.WriteLineAsync(AuditArguments.Usage);
            return CannotBeDone;
        }

        using var ended = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            ended.Cancel();
        };
        try
        {
            using var host = Host();
            return asked.Export is { } export
                ? await ExportCommand.Run(host, asked.Clinic!.Value, export, ended.Token)
                : await CheckCommand.Run(host, asked.Clinic, ended.Token);
        }
        catch (Exception fault)
            when (fault
                    is DbException
                        or InvalidOperationException
                        or IOException
                        or UnauthorizedAccessException
                        or OperationCanceledException
            )
        {
            await Console.Error.WriteLineAsync($"That could not be done: {fault.Message}");
            return asked.Export is null ? CannotBeDone : 1;
        }
    }

    /// <summary>The service without its address, and without a hand in the ledger.</summary>
    private static IHost Host()
    {
        var settings = new HostApplicationBuilderSettings { Args = [], ContentRootPath = AppContext.BaseDirectory };
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(settings);
        builder.Configuration["Ledger:Keep"] = "false";
        builder.Configuration["Database:ApplyAtStart"] = "false";
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddInfrastructure(host: typeof(Program).Assembly);
        return builder.Build();
    }
}
