using NodaTime;

namespace ClinicNotes.Architecture.Tests.Planted;

internal static class LooksAtTheClock
{
    public static int Year() => DateTime.UtcNow.Year;
}

internal static class LooksAtTheSystemClock
{
    public static Instant Now() => SystemClock.Instance.GetCurrentInstant();
}

internal static class MakesAnId
{
    public static string New() => Guid.NewGuid().ToString();
}
