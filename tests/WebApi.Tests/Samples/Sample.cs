using System.Reflection;

namespace ClinicNotes.WebApi.Tests.Samples;

/// <summary>The programs under <c>samples</c>, which are built beside the tests.</summary>
internal static class Sample
{
    public static string Program(string name) =>
        Path.Combine(Checkout.Root, "samples", name, "bin", Configuration, "net10.0", $"ClinicNotes.{name}.dll");

    private static string Configuration => typeof(Sample).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
}
