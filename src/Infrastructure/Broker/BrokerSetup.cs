using System.Runtime.CompilerServices;
using ClinicNotes.Application.Feed;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>How events go to RabbitMQ and session notes come from it, where the settings name one.</summary>
internal static class BrokerSetup
{
    /// <summary>Names the data source whose connections end with their use.</summary>
    public const string OneConnection = "rabbitmq";

    public static void AddBroker(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("RabbitMq") is not { Length: > 0 } given)
        {
            builder.Services.AddSingleton<IBrokerProgress, NoBroker>();
            return;
        }

        if (!Uri.TryCreate(given, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new InvalidOperationException(
                "ConnectionStrings__RabbitMq must be an AMQP URI, such as amqp://user:password@host:5672/clinic."
            );

        Add(builder, uri);
    }

    // Apart, so that a service without a broker loads nothing of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IHostApplicationBuilder builder, Uri uri)
    {
        builder.Services.AddSingleton(BrokerNames.From(builder.Configuration));
        builder.Services.AddSingleton(new BrokerConnections(uri));
        builder.Services.AddKeyedSingleton(OneConnection, (services, _) => services.DataSource(builder.Configuration, pooled: false));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<BrokerCondition>();
        builder.Services.AddSingleton<IBrokerProgress, ConfirmedEvents>();
        builder.Services.AddSingleton<EventPublisher>();
        builder.Services.AddHostedService<EventPublishing>();
        builder.Services.AddHostedService<BrokerSurvey>();
        builder.Services.AddHostedService<NoteIntake>();
        builder.Services.AddHealthChecks().AddCheck<BrokerCondition>("rabbitmq", tags: [InfrastructureDoor.ToldToAnybody]);
    }
}
