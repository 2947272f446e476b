using ClinicNotes.Application;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Commands;

/// <summary><c>db apply</c></summary>
internal sealed class ApplySchemaCommand : AsyncCommand<OutputSettings>
{
    public const string Example = "db apply";

    public override async Task<int> ExecuteAsync(CommandContext context, OutputSettings settings, CancellationToken cancellationToken)
    {
        using var host = CommandHost.Build();
        var isApplied = await host.Services.GetRequiredService<IInstallation>().Apply(cancellationToken);
        Printed.Response(
            settings,
            new AppliedResponse(isApplied),
            isApplied ? "The database has the schema of this version now." : "The database had the schema of this version already."
        );
        return 0;
    }
}

/// <summary>Whether there was anything to apply.</summary>
internal sealed record AppliedResponse(bool Applied);
