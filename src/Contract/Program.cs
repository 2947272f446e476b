namespace ClinicNotes.Contract;

/// <summary>Prints the OpenAPI document: <c>scripts/openapi</c> keeps it where the service serves it from.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is not [var page])
        {
            await Console.Error.WriteLineAsync("Usage: Contract docs/api.md");
            return 2;
        }

        await Console.Out.WriteLineAsync(Document.Of(DocumentedExamples.Read(await File.ReadAllTextAsync(page))));
        return 0;
    }
}
