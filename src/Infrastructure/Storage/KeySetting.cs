using Microsoft.Extensions.Configuration;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Keys that settings give: 32 bytes in base64.</summary>
internal static class KeySetting
{
    private const string NotAKey = "must be 32 bytes in base64, such as `openssl rand -base64 32` makes";

    /// <summary>The key that <c>GROUP:Key</c> holds, or the file that <c>GROUP:KeyFile</c> names; <c>null</c> when there is none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="group">The group of settings that it is part of.</param>
    /// <param name="whose">Whose key it is, for who reads that it is none.</param>
    public static byte[]? Read(IConfiguration settings, string group, string whose)
    {
        var text = settings[$"{group}:KeyFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim() : settings[$"{group}:Key"];
        return string.IsNullOrWhiteSpace(text) ? null : Bytes(text, whose);
    }

    /// <exception cref="InvalidOperationException">It is no key.</exception>
    public static byte[] Bytes(string base64, string whose)
    {
        var bytes = new byte[32];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == bytes.Length
            ? bytes
            : throw new InvalidOperationException($"{whose} {NotAKey}.");
    }
}
