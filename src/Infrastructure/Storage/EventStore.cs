using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Npgsql;
using Weasel.Core;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Marten as the event store.</summary>
internal static class EventStore
{
    public static void AddEventStore(this IHostApplicationBuilder builder)
    {
        // Nothing else that is set up takes as long, and this needs none of it: it has a processor to itself meanwhile.
        var begun = Task.Run(Configure);
        builder
            .Services.AddMarten(services => begun.GetAwaiter().GetResult().By(services.GetRequiredService<IClock>()))
            .UseNpgsqlDataSource();
        builder.Services.AddSingleton<DatabaseSchema>();
        if (builder.Configuration.GetValue<bool>("Database:ApplyAtStart"))
            builder.Services.AddHostedService<ApplySchemaAtStart>();
    }

    /// <summary>A store of the same tables over other connections.</summary>
    public static StoreOptions Configure(IClock clock, NpgsqlDataSource database)
    {
        var options = Configure().By(clock);
        options.Connection(database);
        return options;
    }

    private static StoreOptions By(this StoreOptions options, IClock clock)
    {
        options.Events.TimeProvider = new ClockTimeProvider(clock);
        return options;
    }

    private static StoreOptions Configure()
    {
        var options = new StoreOptions { AutoCreateSchemaObjects = AutoCreate.None };
        options.UseSystemTextJsonForSerialization(StoredJson.Options, casing: Casing.SnakeCase);

        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.EnableBigIntEvents = true;
        options.Events.UseExclusiveLockOnConcurrentAppends = true;

        // Headers stay off: they would cost a JSON null per event and carry nothing.
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;

        foreach (var (name, type) in StoredEvents.ByName)
            options.Events.MapEventType(type, name);
        foreach (var index in DatabaseSchema.IndexesOfEventTables)
            options.Events.IgnoreIndex(index);

        return options;
    }
}
