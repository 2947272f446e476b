using System.Reflection;
using ClinicNotes.Application;
using FluentValidation;
using JasperFx.CodeGeneration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Wolverine as the way from a command to its handler.</summary>
internal static class Commands
{
    /// <param name="builder">The host being built.</param>
    /// <param name="host">The assembly that holds the code which Wolverine has written.</param>
    public static void AddCommands(this IHostApplicationBuilder builder, Assembly host)
    {
        foreach (var rules in typeof(ICommand).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IValidator))))
            builder.Services.AddSingleton(rules);

        // It would log a command that failed whole, note text and signatures. What fails is logged where it is answered.
        builder.Logging.AddFilter(typeof(ICommand).Assembly.GetName().Name, LogLevel.None);
        builder.Services.AddWolverine(
            ExtensionDiscovery.ManualOnly,
            options =>
            {
                options.ApplicationAssembly = host;
                options.Discovery.IncludeAssembly(typeof(ICommand).Assembly);
                options.Durability.Mode = DurabilityMode.MediatorOnly;
                options.Durability.DurabilityAgentEnabled = false;
                options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            }
        );
    }
}
