using System.Buffers;
using System.Globalization;

namespace ClinicNotes.Domain.Ledger;

/// <summary>How characters are escaped in the strings of canonical JSON (RFC 8785, section 3.2.2.2).</summary>
internal static class CanonicalEscape
{
    /// <summary>The characters that must be.</summary>
    public static SearchValues<char> Needed { get; } =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (char)control), '"', '\\']);

    public static string Of(char character) =>
        character switch
        {
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            '"' => "\\\"",
            '\\' => "\\\\",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        };
}
