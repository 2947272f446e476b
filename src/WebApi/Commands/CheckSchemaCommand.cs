using ClinicNotes.Application;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Commands;

/// <summary><c>db check</c></summary>
internal sealed class CheckSchemaCommand : AsyncCommand<OutputSettings>
{
    public const string Example = "db check";

    public override async Task<int> ExecuteAsync(CommandContext context, OutputSettings settings, CancellationToken cancellationToken)
    {
        using var host = CommandHost.Build();
        var faults = await host.Services.GetRequiredService<IInstallation>().Faults(cancellationToken);
        Printed.Response(
            settings,
            new FaultsResponse(faults),
            faults is [] ? "The database is as this version needs it." : string.Join('\n', faults)
        );
        return faults is [] ? 0 : 1;
    }
}

/// <summary>What is not as it must be, in sentences.</summary>
internal sealed record FaultsResponse(IReadOnlyList<string> Faults);
