using NodaTime;

namespace ClinicNotes.Domain.Tests;

internal static class Times
{
    public static readonly Instant Morning = Instant.FromUtc(2023, 10, 20, 10, 0);
    public static readonly Instant Afternoon = Instant.FromUtc(2023, 10, 20, 15, 30);

    /// <summary>A moment between two milliseconds, nearer to the second.</summary>
    public static Instant Between(Instant millisecond) => millisecond + Duration.FromNanoseconds(999_999);
}
