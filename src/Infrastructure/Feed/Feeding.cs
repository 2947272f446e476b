using ClinicNotes.Application.Feed;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClinicNotes.Infrastructure.Feed;

/// <summary>How the feed is read, waited for, and by whom.</summary>
internal static class Feeding
{
    public static void AddFeed(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new LedgerGrowth(
            services.DataSource(builder.Configuration, pooled: false),
            services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetRequiredService<ILogger<LedgerGrowth>>()
        ));
        builder.Services.AddSingleton<IEventFeed, EventFeed>();
        builder.Services.AddSingleton<FeedReaders>();
        builder.Services.AddSingleton<IFeedReaders>(services => services.GetRequiredService<FeedReaders>());
        builder.Services.AddHostedService(services => services.GetRequiredService<FeedReaders>());
    }
}
