namespace ClinicNotes.WebApi.Tests;

/// <summary>The folder that all of this is in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ClinicNotes.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
