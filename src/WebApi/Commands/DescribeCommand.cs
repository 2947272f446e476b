using System.Globalization;
using System.Reflection;
using ClinicNotes.Application;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Commands;

/// <summary><c>describe</c></summary>
internal sealed class DescribeCommand : AsyncCommand<OutputSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, OutputSettings settings, CancellationToken cancellationToken)
    {
        using var host = CommandHost.Build();
        var described = new DescribedResponse(
            typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            host.Services.GetRequiredService<IHostEnvironment>().EnvironmentName,
            SettingsInEffect.Of(CommandHost.Builder().Configuration),
            await host.Services.GetRequiredService<IInstallation>().Describe(cancellationToken)
        );
        if (settings.Json)
            Printed.Response(settings, described, "");
        else
            InWords(Printed.Output(), described);
        return 0;
    }

    private static void InWords(IAnsiConsole console, DescribedResponse described)
    {
        var stored = described.Stored;
        var about = Printed.Table("", "");
        about.AddRow("ClinicNotes", described.Version).AddRow("Environment", described.Environment);
        about.AddRow("PostgreSQL", stored.Postgres).AddRow(new Text("Database"), new Text(stored.Database));
        about
            .AddRow(new Text("Role of the service"), new Text(stored.ServiceRole))
            .AddRow(new Text("Role of the owner"), new Text(stored.OwnerRole));
        about.AddRow("Schema", stored.Schema);
        about.AddRow("Schema applied", stored.SchemaAppliedAt is { } at ? WireInstant.Text(at) : "never: ./clinicnotes db apply");
        console.Write(about.HideHeaders());

        var settings = Printed.Table("Setting", "Value");
        foreach (var (name, value) in described.Settings)
            settings.AddRow(new Text(name), new Text(value));
        console.Write(settings);

        var clinics = Printed.Table("Clinic", "Users", "Notes", "Addendums", "Sign-offs", "Events", "Ledger", "Signed", "Verifier key");
        foreach (var c in stored.Clinics)
        {
            long[] counts = [c.Id, c.Users, c.SessionNotes, c.Addendums, c.SignOffs, c.Events, c.LedgerSize, c.SignedSize];
            clinics.AddRow([.. counts.Select(count => count.ToString(CultureInfo.InvariantCulture)), c.VerifierKey ?? "none"]);
        }

        console.Write(clinics);
    }
}

/// <summary>What this installation is.</summary>
internal sealed record DescribedResponse(
    string Version,
    string Environment,
    IReadOnlyDictionary<string, string> Settings,
    StoredResponse Stored
);
