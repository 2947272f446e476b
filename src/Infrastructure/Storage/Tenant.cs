using System.Globalization;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>The name under which everything of a clinic is stored.</summary>
internal static class Tenant
{
    public static string Of(long clinicId) => clinicId.ToString(CultureInfo.InvariantCulture);
}
