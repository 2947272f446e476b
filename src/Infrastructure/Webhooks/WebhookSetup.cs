using System.Net;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>How webhooks are kept and delivered to.</summary>
internal static class WebhookSetup
{
    /// <summary>Names the data source whose connections end with their use.</summary>
    public const string OneConnection = "webhooks";

    public static void AddWebhooks(this IHostApplicationBuilder builder)
    {
        var allowed =
            AllowedTargets.Parse(builder.Configuration["Webhooks:AllowedTargets"])
            ?? throw new InvalidOperationException("Webhooks__AllowedTargets must be host:port, separated by commas.");
        builder.Services.AddSingleton(allowed);
        builder.Services.AddSingleton(new TargetConnections(allowed, Dns.GetHostAddressesAsync));
        builder.Services.AddSingleton(SecretKey.From(builder.Configuration));
        builder.Services.AddSingleton<WebhookSecrets>();
        builder.Services.AddSingleton<IWebhookSecrets>(services => services.GetRequiredService<WebhookSecrets>());
        builder.Services.AddSingleton<IWebhookList, WebhookList>();
        builder.Services.AddSingleton<IWebhookDeliveries, WebhookDeliveries>();
        builder.Services.AddSingleton<CommandsFirst>();
        builder.Services.AddSingleton<WebhookSender>();
        if (!builder.Configuration.GetValue("Webhooks:Deliver", true))
            return;

        builder.Services.AddKeyedSingleton(OneConnection, (services, _) => services.LoopsDataSource(builder.Configuration));
        builder.Services.AddSingleton<DeliveryRows>();
        builder.Services.AddSingleton<Suspension>();
        builder.Services.AddSingleton<WebhookDelivery>();
        builder.Services.AddHostedService<WebhookWork>();
        builder.Services.AddSingleton<DeliveryCleanup>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryCleanup>());
    }
}
