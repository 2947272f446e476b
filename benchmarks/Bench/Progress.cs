using System.Diagnostics;

namespace ClinicNotes.Bench;

/// <summary>Tells whoever waits what has just been measured, and how long after the start.</summary>
internal static class Progress
{
    private static readonly Stopwatch Clock = Stopwatch.StartNew();

    public static void Say(string line) => Console.Error.WriteLine($@"{Clock.Elapsed:mm\:ss} {line}");
}
