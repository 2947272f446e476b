using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>How the ledgers are kept and read.</summary>
internal static class LedgerKeeping
{
    /// <summary>Names the data source whose connections end with their use.</summary>
    public const string OneConnection = "ledger";

    public static void AddLedger(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(CheckpointKey.From(builder.Configuration));
        builder.Services.AddSingleton<NewEvents>();
        builder.Services.AddSingleton(new RecentEntries(TimeProvider.System));
        builder.Services.AddSingleton<ILedgerLog, LedgerLog>();
        builder.Services.AddSingleton<IProofPacks, ProofPacks>();
        builder.Services.AddSingleton<ILedgerCheck, LedgerCheck>();
        builder.Services.AddSingleton<IListRebuild, ListRebuild>();
        builder.Services.AddSingleton<ILedgerRebuild, LedgerRebuild>();
        if (!builder.Configuration.GetValue("Ledger:Keep", true))
            return;

        builder.Services.AddKeyedSingleton(OneConnection, (services, _) => services.LoopsDataSource(builder.Configuration));
        builder.Services.AddSingleton<GrowingTrees>();
        builder.Services.AddSingleton<Sequencer>();
        builder.Services.AddSingleton<Checkpoints>();
        builder.Services.AddSingleton<Commitments>();
        builder.Services.AddSingleton<LedgerSigning>();
        builder.Services.AddSingleton<LedgerCondition>();
        builder.Services.AddSingleton<LedgerMetrics>();
        builder.Services.AddSingleton<SurveyCondition>();
        builder.Services.AddSingleton<LedgerSurvey>();
        builder.Services.AddHostedService<LedgerKeeper>();
        builder.Services.AddHealthChecks().AddCheck<LedgerCondition>("ledger");
        builder.Services.AddHealthChecks().AddCheck<SurveyCondition>("ledger survey", tags: [InfrastructureDoor.ToldToAnybody]);
    }
}
