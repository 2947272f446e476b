using ClinicNotes.Contract;

namespace ClinicNotes.WebApi.Tests.Documentation;

/// <summary>The examples of <c>docs/api.md</c>, as the OpenAPI document has them too.</summary>
internal static class Documented
{
    public static IReadOnlyList<Example> Examples { get; } =
        DocumentedExamples.Read(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "api.md")));
}
