using ClinicNotes.Application;
using ClinicNotes.Infrastructure.Retries;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ClinicNotes.Infrastructure.Appends;

/// <summary>How decisions reach the store.</summary>
internal static class Appending
{
    /// <summary>How many appends are committed together at most; 1 commits each alone.</summary>
    private const string LargestGroup = "Appends:LargestGroup";

    public static void AddAppends(this IHostApplicationBuilder builder)
    {
        var largest = builder.Configuration.GetValue(LargestGroup, 64);
        if (largest is < 1 or > 256)
            throw new InvalidOperationException("Appends__LargestGroup must be from 1 (each append is committed alone) to 256.");

        builder.Services.AddSingleton<StreamStates>();
        builder.Services.AddSingleton<StreamVersions>();
        builder.Services.AddSingleton<StoredStreams>();
        builder.Services.AddSingleton<EventFormat>();
        builder.Services.AddSingleton<EventWriter>();
        builder.Services.AddSingleton<GroupWriter>();
        builder.Services.AddSingleton(services => new GroupCommit(
            services.GetRequiredService<GroupWriter>(),
            largest,
            services.GetRequiredService<Claims>()
        ));
        builder.Services.AddScoped<IEventStreams, EventStreams>();
    }
}
