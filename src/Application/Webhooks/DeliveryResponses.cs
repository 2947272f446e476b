using NodaTime;

namespace ClinicNotes.Application.Webhooks;

/// <summary>What came of delivering an event.</summary>
/// <param name="Position">The event's place in the ledger.</param>
/// <param name="EventId">The event's own id, sent as <c>webhook-id</c>.</param>
/// <param name="Status"><c>delivered</c> or <c>failed</c>, which is tried again.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstAttemptAt">When first.</param>
/// <param name="LastAttemptAt">When last.</param>
/// <param name="DurationMs">How long the last attempt took, in milliseconds.</param>
/// <param name="ResponseStatus">What the receiver answered last, if it did.</param>
/// <param name="Error">Why the last attempt failed, if it did.</param>
/// <param name="AttemptLog">The attempts in their order: the last 200, if it was tried more often.</param>
public sealed record DeliveryResponse(
    string Position,
    string EventId,
    string Status,
    int Attempts,
    Instant FirstAttemptAt,
    Instant LastAttemptAt,
    long DurationMs,
    int? ResponseStatus,
    string? Error,
    IReadOnlyList<AttemptResponse> AttemptLog
);

/// <summary>One attempt to deliver an event.</summary>
/// <param name="Number">Which attempt of this event it was, from 1.</param>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="ResponseStatus">What the receiver answered, if it did.</param>
/// <param name="Error">Why it failed, if it did.</param>
/// <param name="NextAttemptAt">When the next was due, if it failed; a webhook that is paused waits, and one that is resumed does not.</param>
public sealed record AttemptResponse(int Number, Instant At, long DurationMs, int? ResponseStatus, string? Error, Instant? NextAttemptAt);

/// <summary>A page of deliveries, the newest first.</summary>
/// <param name="Deliveries">The deliveries.</param>
/// <param name="Pagination">Which page it is.</param>
public sealed record DeliveriesResponse(IReadOnlyList<DeliveryResponse> Deliveries, PaginationResponse Pagination);
