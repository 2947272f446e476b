using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Webhooks;

/// <summary>From now on the clinic's events are delivered to an address.</summary>
/// <param name="WebhookId">The webhook's public id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Types">Only events of these public types; of all when there are none.</param>
/// <param name="After">The position in the clinic's ledger after which delivery begins; 0 for the beginning.</param>
/// <param name="SecretId">Names the secret that signs; the secret itself is in no event.</param>
/// <param name="RegisteredBy">The user who did it, or <c>null</c> for the operator of the service.</param>
/// <param name="RegisteredAs">The role in which that was done.</param>
/// <param name="RegisteredAt">When, to the millisecond.</param>
public sealed record WebhookRegistered(
    long WebhookId,
    string Url,
    IReadOnlyList<string> Types,
    long After,
    string SecretId,
    long? RegisteredBy,
    Role RegisteredAs,
    Instant RegisteredAt
) : IRecorded
{
    long? IRecorded.ActorId => RegisteredBy;
    Role? IRecorded.ActorRole => RegisteredAs;
    Instant IRecorded.RecordedAt => RegisteredAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>Nothing is delivered until the webhook is resumed.</summary>
/// <param name="WebhookId">Which.</param>
/// <param name="Reason">Why the service did it by itself; <c>null</c> when somebody did it.</param>
/// <param name="PausedBy">The user who did it, if one did.</param>
/// <param name="PausedAs">The role in which that was done; <c>null</c> when the service did it by itself.</param>
/// <param name="PausedAt">When, to the millisecond.</param>
public sealed record WebhookPaused(long WebhookId, string? Reason, long? PausedBy, Role? PausedAs, Instant PausedAt) : IRecorded
{
    long? IRecorded.ActorId => PausedBy;
    Role? IRecorded.ActorRole => PausedAs;
    Instant IRecorded.RecordedAt => PausedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>Delivery goes on from where it stopped.</summary>
public sealed record WebhookResumed(long WebhookId, long? ResumedBy, Role ResumedAs, Instant ResumedAt) : IRecorded
{
    long? IRecorded.ActorId => ResumedBy;
    Role? IRecorded.ActorRole => ResumedAs;
    Instant IRecorded.RecordedAt => ResumedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>Delivery begins anew after a position, earlier or later.</summary>
public sealed record WebhookReplayed(long WebhookId, long After, long? ReplayedBy, Role ReplayedAs, Instant ReplayedAt) : IRecorded
{
    long? IRecorded.ActorId => ReplayedBy;
    Role? IRecorded.ActorRole => ReplayedAs;
    Instant IRecorded.RecordedAt => ReplayedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>Another secret signs; until a moment, those before it do so too.</summary>
public sealed record WebhookSecretRotated(
    long WebhookId,
    string SecretId,
    Instant FormerUntil,
    long? RotatedBy,
    Role RotatedAs,
    Instant RotatedAt
) : IRecorded
{
    long? IRecorded.ActorId => RotatedBy;
    Role? IRecorded.ActorRole => RotatedAs;
    Instant IRecorded.RecordedAt => RotatedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>Nothing is delivered ever again.</summary>
public sealed record WebhookDeleted(long WebhookId, long? DeletedBy, Role DeletedAs, Instant DeletedAt) : IRecorded
{
    long? IRecorded.ActorId => DeletedBy;
    Role? IRecorded.ActorRole => DeletedAs;
    Instant IRecorded.RecordedAt => DeletedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}
