using NodaTime;

namespace ClinicNotes.Domain;

/// <summary>The times that events carry: whole milliseconds, and never earlier than what the stream already holds.</summary>
public static class Moment
{
    /// <summary>Cuts an instant to the millisecond at or before it, the precision of the documented interface.</summary>
    public static Instant Of(Instant instant) => Instant.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    /// <summary>The moment of a change to something last changed at <paramref name="lastChange" />.</summary>
    /// <remarks>A clock that was set back must not make <c>updated_at</c> go back.</remarks>
    public static Instant NoEarlierThan(Instant lastChange, Instant now) => Instant.Max(lastChange, Of(now));
}
