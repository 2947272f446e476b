using System.Text.RegularExpressions;

namespace ClinicNotes.Run.Tests;

public partial class CommandsTests
{
    private const string Program = "./clinicnotes ";

    [Fact]
    public async Task Every_documented_command_works_in_the_documented_order_on_what_run_runs()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data);
        var folder = Path.GetDirectoryName(data.Folder)!;
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "docs/commands.md"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "notes.ndjson"),
            NoteLine().Match(page).Value,
            TestContext.Current.CancellationToken
        );
        string[] commands = [.. page.Split('\n').Where(line => line.StartsWith(Program, StringComparison.Ordinal))];
        commands.Length.ShouldBeGreaterThan(15);

        foreach (var command in commands)
        {
            var done = await InFolder(folder, data, $"'{Checkout.Folder}/clinicnotes' {command[Program.Length..]}");

            // Nobody takes anything at the documented address.
            var isTaken = !command.StartsWith($"{Program}webhooks test ", StringComparison.Ordinal);
            done.ExitCode.ShouldBe(isTaken ? 0 : 1, $"{command}: {done.Output}{done.Errors}");
        }

        (await InFolder(folder, data, $"'{Checkout.Folder}/clinicnotes' describe --json")).Output.ShouldContain("clinicnotes_service");
    }

    [Fact]
    public async Task Without_a_database_a_command_says_what_it_lacks_and_help_is_there_all_the_same()
    {
        await using var data = new DataFolder();

        var lacking = await InFolder("/", data, $"'{Checkout.Folder}/clinicnotes' users list --clinic 1");
        lacking.ExitCode.ShouldBe(2);
        lacking.Errors.ShouldStartWith("Set ConnectionStrings__Postgres");
        var help = await InFolder("/", data, $"'{Checkout.Folder}/clinicnotes' users list --help");
        (help.ExitCode, help.Output[..12]).ShouldBe((0, "DESCRIPTION:"));
        var group = await InFolder("/", data, $"'{Checkout.Folder}/clinicnotes' users");
        (group.ExitCode, group.Output.Contains("enrol", StringComparison.Ordinal)).ShouldBe((2, true));
    }

    private static Task<Finished> InFolder(string folder, DataFolder data, string command)
    {
        var process = Command.Prepare("bash", "-c", command);
        process.StartInfo.WorkingDirectory = folder;
        process.StartInfo.Environment["CLINICNOTES_DATA"] = data.Folder;
        return Command.RunAsync(process);
    }

    [GeneratedRegex("^{\"id\".*$", RegexOptions.Multiline)]
    private static partial Regex NoteLine();
}
