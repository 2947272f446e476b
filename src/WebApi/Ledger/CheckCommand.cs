using System.Text.Json;
using ClinicNotes.Application.Ledger;
using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>audit check</c>: says on standard output what differs, and how far it is on standard error.</summary>
internal sealed class CheckCommand : AsyncCommand<OptionalClinicSettings>
{
    public const string Example = "audit check --clinic 1";

    public override async Task<int> ExecuteAsync(
        CommandContext context,
        OptionalClinicSettings settings,
        CancellationToken cancellationToken
    )
    {
        using var host = CommandHost.Build();
        var steps = host.Services.GetRequiredService<ILedgerCheck>().Check(settings.Clinic, cancellationToken);
        var differences = new List<string>();
        var entries = 0L;
        await Bar.Follow(
            "Entries",
            async show =>
            {
                await foreach (var step in steps.WithCancellation(cancellationToken))
                {
                    if (step is CheckStep.Progress progress)
                        show(progress.Done, entries = progress.Total);
                    else if (step is CheckStep.Found found)
                        differences.Add(found.What.Sentence);
                }
            }
        );
        if (settings.Json)
            Console.WriteLine(JsonSerializer.Serialize(new CheckedResponse(entries, differences), CommandJson.Documented.CheckedResponse));
        else
            InWords(settings.Clinic, entries, differences);
        return differences.Count == 0 ? 0 : 1;
    }

    private static void InWords(long? clinic, long entries, List<string> differences)
    {
        differences.ForEach(Console.WriteLine);
        var part = clinic is null ? "all clinics" : FormattableString.Invariant($"clinic {clinic}");
        Console.WriteLine(
            differences.Count == 0
                ? FormattableString.Invariant($"Nothing differs: the {entries} entries of {part} are what was recorded.")
                : FormattableString.Invariant(
                    $"{differences.Count} {(differences.Count == 1 ? "difference" : "differences")} in {part}, of {entries} entries."
                )
        );
    }
}

/// <summary>What a check found.</summary>
internal sealed record CheckedResponse(long Entries, IReadOnlyList<string> Differences);
