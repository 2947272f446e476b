namespace ClinicNotes.WebApi.Running;

/// <summary>Settings that hold several values, separated by commas.</summary>
internal static class ListedSettings
{
    public static IEnumerable<string> Listed(this IConfiguration settings, string name) =>
        (settings[name] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
