using System.Globalization;
using ClinicNotes.Application;

namespace ClinicNotes.WebApi;

/// <summary>Ids in paths.</summary>
internal static class PathId
{
    /// <summary>The id, or <c>null</c> for what can be the id of nothing: no plain integer, or one out of range.</summary>
    public static long? Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && GivenId.Of(id).Kind == GivenKind.Given
        && !text.StartsWith('0')
            ? id
            : null;
}
