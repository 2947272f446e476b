using System.Diagnostics;
using System.Text.Json.Nodes;
using ClinicNotes.WebApi.Tests.Ledger;
using ClinicNotes.WebApi.Tests.Running;

namespace ClinicNotes.WebApi.Tests.Commands;

/// <summary>What a call of the program came to, in a process of its own.</summary>
internal sealed record Called(int Code, string Said, string Complaint)
{
    public JsonObject Json => JsonNode.Parse(Said)!.AsObject();

    /// <summary>Calls the program on the database of a service, with the settings of one.</summary>
    public static async Task<Called> Program(Service service, params string[] arguments)
    {
        var process = Start(service, arguments);
        process.StandardInput.Close();
        return await End(process, arguments);
    }

    /// <summary>Calls the program with one more setting.</summary>
    public static async Task<Called> With((string Name, string Value) setting, Service service, params string[] arguments)
    {
        var start = Prepare(service, arguments);
        start.Environment[setting.Name] = setting.Value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return await End(process, arguments);
    }

    /// <summary>Calls the verifier, which knows of no service.</summary>
    public static Task<Called> Verifier(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Verifier.Verification).Assembly.Location, .. arguments]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return End(Process.Start(start)!, arguments);
    }

    /// <summary>Begins a call; <see cref="End" /> waits for what it comes to.</summary>
    public static Process Start(Service service, params string[] arguments) => Process.Start(Prepare(service, arguments))!;

    private static ProcessStartInfo Prepare(Service service, string[] arguments)
    {
        var start = Published.Start(arguments);
        start.RedirectStandardInput = true;
        start.Environment["ConnectionStrings__Postgres"] = Database.OfService(service.ConnectionString);
        start.Environment["ConnectionStrings__Migrations"] = service.ConnectionString;
        start.Environment["Ledger__Key"] = start.Environment["Webhooks__Key"] = LedgerOf.Key;
        return start;
    }

    public static async Task<Called> End(Process process, string[] arguments)
    {
        using var program = process;
        var complaint = program.StandardError.ReadToEndAsync();
        var said = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{string.Join(' ', arguments)}\n{(said.Length > 5000 ? "" : said)}{await complaint}"
        );
        return new(program.ExitCode, said, await complaint);
    }
}
