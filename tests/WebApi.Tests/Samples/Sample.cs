using System.Diagnostics;
using System.Reflection;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>The programs under <c>samples</c>, which are built beside the tests.</summary>
internal static class Sample
{
    public static string Program(string name) =>
        Path.Combine(Checkout.Root, "samples", name, "bin", Configuration, "net10.0", $"ClinicNotes.{name}.dll");

    /// <summary>The next line that a sample prints.</summary>
    public static async Task<string> Line(Process sample)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        return await sample.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new InvalidOperationException("The sample ended without printing more.");
    }

    /// <summary>The next line that a sample prints with these words in it.</summary>
    public static async Task<string> Says(Process sample, string words)
    {
        while (true)
        {
            var line = await Line(sample);
            if (line.Contains(words, StringComparison.Ordinal))
                return line;
        }
    }

    private static string Configuration => typeof(Sample).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
}
