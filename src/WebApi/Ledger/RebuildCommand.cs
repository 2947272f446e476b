using System.Diagnostics;
using ClinicNotes.Application.Ledger;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>projections rebuild</c></summary>
internal sealed class RebuildCommand : AsyncCommand<OptionalClinicSettings>
{
    public const string Example = "projections rebuild --clinic 1";

    public override async Task<int> ExecuteAsync(
        CommandContext context,
        OptionalClinicSettings settings,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        using var host = CommandHost.Build();
        var last = new RebuildStep(0, 0, 0);
        await Bar.Follow(
            "Events",
            async show =>
            {
                await foreach (var step in host.Services.GetRequiredService<IListRebuild>().Rebuild(settings.Clinic, cancellationToken))
                {
                    last = step;
                    show(step.Events, Math.Max(step.Total, step.Events));
                }
            }
        );
        var rebuilt = new RebuiltResponse(last.Events, last.Corrected, watch.Elapsed.TotalSeconds);
        Printed.Response(settings, rebuilt, rebuilt.Sentence());
        return 0;
    }
}

/// <summary>What a rebuild came to.</summary>
internal sealed record RebuiltResponse(long Events, long Corrected, double Seconds)
{
    public string Sentence() =>
        FormattableString.Invariant(
            $"{Events} events read, {Events / Seconds:0} a second. {Corrected} rows and counts were not what they say, and are now."
        );
}
