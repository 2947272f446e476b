using NodaTime;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Gives Marten the time of the one clock, so that what it would stamp on events agrees with what they say.</summary>
internal sealed class ClockTimeProvider(IClock clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
}
