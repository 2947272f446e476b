using ClinicNotes.Application.Reads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace ClinicNotes.Infrastructure.Reads;

/// <summary>How reads get into the ledger.</summary>
internal static class ReadKeeping
{
    /// <summary>Whether a read is recorded before the reader is answered.</summary>
    private const string BeforeTheAnswer = "Reads:BeforeTheAnswer";

    public static void AddReads(this IHostApplicationBuilder builder)
    {
        var beforeTheAnswer = builder.Configuration.GetValue<bool>(BeforeTheAnswer);
        builder.Services.AddSingleton(services => new ReadQueue(services.GetRequiredService<IClock>(), beforeTheAnswer));
        builder.Services.AddSingleton<IReadRecords>(services => services.GetRequiredService<ReadQueue>());
        builder.Services.AddSingleton<ReadStreams>();
        builder.Services.AddSingleton<ReadWriter>();
        builder.Services.AddSingleton<ReadCondition>();
        builder.Services.AddHostedService<ReadKeeper>();
        builder.Services.AddHealthChecks().AddCheck<ReadCondition>("reads");
    }
}
