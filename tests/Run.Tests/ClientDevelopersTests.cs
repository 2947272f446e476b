using System.Text.RegularExpressions;

namespace ClinicNotes.Run.Tests;

public sealed partial class ClientDevelopersTests
{
    [Fact]
    public async Task The_readme_takes_a_newcomer_from_nothing_to_a_typed_client_that_creates_and_reads_an_addendum()
    {
        await using var data = new DataFolder();
        using var run = await Running.StartAsync(data);
        var folder = Directory.CreateTempSubdirectory("client").FullName;
        var part = Part()
            .Match(await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "README.md"), TestContext.Current.CancellationToken));
        var blocks = Block()
            .Matches(part.Value.Replace("http://127.0.0.1:8080", run.Url, StringComparison.Ordinal))
            .ToLookup(block => block.Groups["language"].Value, block => block.Groups["text"].Value);
        var commands = blocks["sh"].ToArray();

        await Shell(folder, commands[0]);
        var notes = Path.Combine(folder, "notes");
        await File.WriteAllTextAsync(Path.Combine(notes, "Program.cs"), blocks["cs"].Single(), TestContext.Current.CancellationToken);
        await Shell(notes, "dotnet build -warnaserror");
        var printed = (await Shell(notes, "dotnet run --no-build")).Output.Split('\n');

        printed.Length.ShouldBe(2);
        printed[0].ShouldMatch("^Addendum [0-9]+ of session note 46: Names don't match$");
        printed[1].ShouldBe("404: Session note not found");
        (await Shell(folder, commands[1])).Output.ShouldContain("\"instructions\":\"Please fix this issue asap, names don't match\"");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Finished> Shell(string folder, string commands)
    {
        var process = Command.Prepare("bash", "-euc", commands);
        process.StartInfo.WorkingDirectory = folder;
        // No process of the build outlives it, and the generator looks for no newer version of itself.
        process.StartInfo.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        process.StartInfo.Environment["UseSharedCompilation"] = "false";
        process.StartInfo.Environment["KIOTA_OFFLINE_ENABLED"] = "true";
        var finished = await Command.RunAsync(process);
        finished.ExitCode.ShouldBe(0, $"{finished.Output}\n{finished.Errors}");
        return finished;
    }

    [GeneratedRegex("^## For client developers$.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
