using System.Reflection;
using System.Runtime.ExceptionServices;
using ClinicNotes.Application;
using FluentValidation;
using JasperFx;
using JasperFx.CodeGeneration;
using Marten.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Wolverine as the way from a command to its handler.</summary>
internal static class Commands
{
    /// <summary>
    /// How often a command that lost a race is decided again, before its caller is told to try later. Of the commands that race on one
    /// stream one wins each round.
    /// </summary>
    private const int Rounds = 1_000;

    /// <param name="builder">The host being built.</param>
    /// <param name="host">The assembly that holds the code which Wolverine has written.</param>
    public static void AddCommands(this IHostApplicationBuilder builder, Assembly host)
    {
        foreach (var rules in typeof(ICommand).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IValidator))))
            builder.Services.AddSingleton(rules);

        // Both would log every lost race as an error, and Wolverine the whole command with it, note text and signatures. What fails for
        // good is logged where it is answered.
        builder.Logging.AddFilter(typeof(ICommand).Assembly.GetName().Name, LogLevel.None);
        builder.Logging.AddFilter("Marten.IDocumentStore", LogLevel.None);
        builder.UseWolverine(options =>
        {
            options.ApplicationAssembly = host;
            options.Discovery.IncludeAssembly(typeof(ICommand).Assembly);
            options.Durability.Mode = DurabilityMode.MediatorOnly;
            options.Durability.DurabilityAgentEnabled = false;
            options.EnableRelayOfUserName = true;
            options.Policies.AutoApplyTransactions();
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            options
                .OnException<ConcurrencyException>()
                .Or<ExistingStreamIdCollisionException>()
                .Or<MartenCommandException>(LostRaceForSessionNote)
                .CustomActionIndefinitely(DecideAgain, "Decide again on the new state", InvokeResult.TryAgain);
        });
    }

    private static async ValueTask DecideAgain(IWolverineRuntime runtime, IEnvelopeLifecycle command, Exception lostRace)
    {
        var attempts = command.Envelope!.Attempts;
        if (attempts >= Rounds)
            ExceptionDispatchInfo.Throw(lostRace);

        // Racers that all came back at once would all but one lose again.
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(Math.Min(4 * attempts, 64))));
    }

    private static bool LostRaceForSessionNote(MartenCommandException exception) =>
        exception.InnerException
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: DatabaseSchema.SessionNoteOfOneClinic };
}
