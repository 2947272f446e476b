using NodaTime;

namespace ClinicNotes.Infrastructure.Webhooks;

/// <summary>One try to deliver an event.</summary>
/// <param name="EventId">The event's own id.</param>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Status">What the receiver answered, if it did.</param>
/// <param name="Error">Why it failed; <c>null</c> when it did not.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone, if it does.</param>
internal sealed record Attempt(string EventId, Instant At, long DurationMs, int? Status, string? Error, Duration? RetryAfter)
{
    private const int Gone = 410;

    /// <summary>Whether the receiver says that there is no use in trying again.</summary>
    public bool IsGone => Status == Gone;
}
