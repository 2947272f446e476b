using System.Globalization;
using System.Text.RegularExpressions;

namespace ClinicNotes.WebApi.Ledger;

/// <summary>How C2SP tlog-tiles writes which tile: <c>x001/x234/067</c>, and <c>.p/5</c> after it for its first five hashes.</summary>
internal static partial class LogPath
{
    /// <summary>The index and the width, or <c>null</c> for what is not written so.</summary>
    public static (long Index, int Width)? Parse(string path)
    {
        if (Shape().Match(path) is not { Success: true } parts)
            return null;

        var digits = parts.Groups["index"].Value.Replace("x", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal);
        var width = parts.Groups["width"].Success ? int.Parse(parts.Groups["width"].ValueSpan, CultureInfo.InvariantCulture) : 256;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && width is >= 1 and <= 256
            ? (index, width)
            : null;
    }

    // A leading group of zeros would be another way of writing the same.
    [GeneratedRegex(@"\A(?<index>(?!x000/)(x[0-9]{3}/){0,5}[0-9]{3})(\.p/(?<width>[1-9][0-9]{0,2}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
