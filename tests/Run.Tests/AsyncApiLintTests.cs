namespace ClinicNotes.Run.Tests;

/// <summary>The rules that the AsyncAPI document is held to, on copies of it.</summary>
public sealed class AsyncApiLintTests : IDisposable
{
    private const string NothingFound = "No results with a severity of 'hint' or higher found!";

    private readonly string _folder = Directory.CreateTempSubdirectory("asyncapi").FullName;

    [Fact]
    public async Task The_document_is_AsyncAPI() => (await Lint()).ShouldBe(new Finished(0, "", NothingFound));

    [Theory]
    [InlineData(
        "\"address\": \"/v1/clinic/events\"",
        "\"adress\": \"/v1/clinic/events\"",
        "Property \"adress\" is not expected to be here"
    )]
    [InlineData("\"action\": \"receive\"", "\"action\": \"recieve\"", "must be equal to one of the allowed values: \"send\", \"receive\"")]
    [InlineData("\"mandatory\": true", "\"mandatroy\": true", "Property \"mandatroy\" is not expected to be here")]
    [InlineData("\"#/channels/webhooks\"", "\"#/channels/webhook\"", "'#/channels/webhook' does not exist")]
    [InlineData("schemas/SessionNoteRegistered.json", "schemas/Registered.json", "no such file or directory")]
    public async Task A_document_in_which_one_word_is_wrong_is_refused(string right, string wrong, string words)
    {
        var (code, _, complaint) = await Lint(right, wrong);

        code.ShouldBe(1);
        complaint.ShouldContain(words);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Finished> Lint(string right = "", string wrong = "")
    {
        var source = Path.Combine(Checkout.Folder, "src/WebApi/Feed/asyncapi");
        foreach (var file in Directory.EnumerateFiles(source, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var document = Path.Combine(_folder, "v1.json");
        var text = await File.ReadAllTextAsync(document);
        if (right.Length > 0)
        {
            text.ShouldContain(right);
            await File.WriteAllTextAsync(document, text.Replace(right, wrong, StringComparison.Ordinal));
        }

        return await Command.RunAsync("scripts/asyncapi-lint", document);
    }
}
