using System.Reflection;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.Application.Addendums;
using ClinicNotes.Application.History;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Infrastructure.Access;
using ClinicNotes.Infrastructure.Addendums;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.Infrastructure.Feed;
using ClinicNotes.Infrastructure.History;
using ClinicNotes.Infrastructure.Ledger;
using ClinicNotes.Infrastructure.Reads;
using ClinicNotes.Infrastructure.Retries;
using ClinicNotes.Infrastructure.Running;
using ClinicNotes.Infrastructure.SessionNotes;
using ClinicNotes.Infrastructure.Signatures;
using ClinicNotes.Infrastructure.SignOffs;
using ClinicNotes.Infrastructure.Storage;
using ClinicNotes.Infrastructure.Webhooks;
using JasperFx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

// Marten looks whether the host refers to a tool of its family, which loads one after the other what the host refers to, and ends here: else it
// would go on to what is rarely needed.
[assembly: JasperFxTool]

namespace ClinicNotes.Infrastructure;

/// <summary>The one door to PostgreSQL, Marten, Wolverine, the broker and the image decoder.</summary>
public static class InfrastructureDoor
{
    /// <summary>The tag of checks of which anybody may read why they are degraded: it names no clinic.</summary>
    public const string ToldToAnybody = "told";

    /// <summary>
    /// Registers everything that the Application layer needs from outside. Reads <c>ConnectionStrings:Postgres</c>, which must be there,
    /// and <c>Database:ApplyAtStart</c>.
    /// </summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="host">The assembly that holds the code which Wolverine has written.</param>
    public static IHostApplicationBuilder AddInfrastructure(this IHostApplicationBuilder builder, Assembly host)
    {
        JasperFxOptions.RememberedApplicationAssembly = host;

        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.AddTelemetry();
        builder.AddPostgres();
        builder.AddEventStore();
        builder.AddAppends();
        builder.AddClaims();
        builder.AddLedger();
        builder.AddFeed();
        builder.AddReads();
        builder.AddWebhooks();
        builder.AddBroker();
        builder.AddCommands(host);

        builder.Services.AddSingleton<ISharedSecret>(_ => SharedSecret.From(builder.Configuration));
        builder.Services.AddSingleton<IInstallation, Installation>();
        builder.Services.AddSingleton<IPublicIds, PublicIds>();
        builder.Services.AddSingleton<ISessionNoteRegister, SessionNoteRegister>();
        builder.Services.AddSingleton<ISessionNoteImport, SessionNoteImport>();
        builder.Services.AddSingleton<UserDirectory>();
        builder.Services.AddSingleton<IUserDirectory>(services => services.GetRequiredService<UserDirectory>());
        builder.Services.AddSingleton<IUserNames, UserNames>();
        builder.Services.AddSingleton<IClinicUsers, ClinicUsers>();
        builder.Services.AddSingleton<INoteHistory, NoteHistory>();
        builder.Services.AddSingleton<IAuditReport, AuditReport>();
        builder.Services.AddSingleton<IAddendumList, AddendumList>();
        builder.Services.AddSingleton<ISignOffList, SignOffList>();
        builder.Services.AddSingleton<ICoveredEvents, CoveredEvents>();
        builder.Services.AddSingleton<IEventTypes, EventTypes>();
        builder.Services.AddSingleton<IPngDecoder>(_ => new RememberingPngDecoder(SkiaPngDecoder.DecodesWhole));
        builder.Services.AddSingleton<SignatureStore>();
        builder.Services.AddSingleton<ISignatureStore>(services => services.GetRequiredService<SignatureStore>());

        builder.Services.AddSingleton<WarmUp>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WarmUp>());
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<WarmUp>("warm-up");
        return builder;
    }

    /// <summary>Begins to compile and connect what the first requests need, while the host starts.</summary>
    public static void BeginWarmUp(this IHost host) =>
        host.Services.GetRequiredService<WarmUp>().Begin(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
}
