using System.Data.Common;
using System.Text.RegularExpressions;

namespace ClinicNotes.WebApi.Commands;

/// <summary>The settings that the service would start with, by the names of their variables, and without what must stay secret.</summary>
internal static partial class SettingsInEffect
{
    private const string Hidden = "(hidden)";

    /// <summary>Those of the service: each is part of a group, which other variables of an environment are not.</summary>
    public static IReadOnlyDictionary<string, string> Of(IConfiguration configuration) =>
        configuration
            .AsEnumerable()
            .Where(setting => setting.Key.Contains(':', StringComparison.Ordinal) && !string.IsNullOrEmpty(setting.Value))
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .ToDictionary(
                setting => setting.Key.Replace(":", "__", StringComparison.Ordinal),
                setting => Shown(setting.Key, setting.Value!)
            );

    private static string Shown(string key, string value) =>
        key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase) ? WithoutSecrets(value)
        : Secret().IsMatch(key) ? Hidden
        : value;

    private static string WithoutSecrets(string connectionString)
    {
        if (connectionString.Contains("://", StringComparison.Ordinal))
            return UserOfUri().Replace(connectionString, $"://{Hidden}@");

        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        foreach (var part in parts.Keys.Cast<string>().Where(part => Secret().IsMatch(part)).ToList())
            parts[part] = Hidden;

        return parts.ConnectionString;
    }

    // The name of a file gives nothing away, and a public key need not be kept.
    [GeneratedRegex("(Key|Token|Password|Pwd|Passphrase|Secret|Headers)$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex("://.*@")]
    private static partial Regex UserOfUri();
}
