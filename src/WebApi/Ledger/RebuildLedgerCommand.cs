using ClinicNotes.Application.Ledger;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>audit rebuild</c></summary>
internal sealed class RebuildLedgerCommand : AsyncCommand<OptionalClinicSettings>
{
    public const string Example = "audit rebuild --clinic 1";

    public override async Task<int> ExecuteAsync(
        CommandContext context,
        OptionalClinicSettings settings,
        CancellationToken cancellationToken
    )
    {
        using var host = CommandHost.Build();
        var last = new LedgerRebuildStep(0, 0, 0, []);
        await Bar.Follow(
            "Entries",
            async show =>
            {
                await foreach (var step in host.Services.GetRequiredService<ILedgerRebuild>().Rebuild(settings.Clinic, cancellationToken))
                {
                    last = step;
                    show(step.Entries, step.Total);
                }
            }
        );
        var rebuilt = new RebuiltLedgerResponse(last.Entries, last.Corrected, last.Left);
        Printed.Response(settings, rebuilt, rebuilt.Sentences());
        return last.Left.Count == 0 ? 0 : 1;
    }
}

/// <summary>What the rebuild of a ledger came to.</summary>
internal sealed record RebuiltLedgerResponse(long Entries, long Corrected, IReadOnlyList<string> Left)
{
    public string Sentences() =>
        string.Join(
            '\n',
            [
                .. Left,
                FormattableString.Invariant(
                    $"{Entries} entries read. {Corrected} hashes and blocks of maps were missing or not what these come to, and are right now."
                ),
            ]
        );
}
