using System.Diagnostics;

namespace ClinicNotes.WebApi.Tests.Running;

/// <summary>The service as it is published, which tests start as a process of its own. What is out of date is built first.</summary>
internal static class Published
{
    private static readonly Lazy<string> Program = new(Build);

    /// <summary>What starts it, with both of its outputs for the test to read.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) =>
        new(Program.Value, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static string Build()
    {
        using var build = Process.Start(Path.Combine(Checkout.Root, "scripts", "build"));
        build.WaitForExit();
        build.ExitCode.ShouldBe(0);
        return Path.Combine(Checkout.Root, "src", "WebApi", "bin", "publish", "ClinicNotes.WebApi");
    }
}
