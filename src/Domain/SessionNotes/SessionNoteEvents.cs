using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.SessionNotes;

/// <summary>A session note, which is written and kept elsewhere, can from now on be reviewed here.</summary>
/// <remarks>Recorded again when the note passes to another provider.</remarks>
/// <param name="SessionNoteId">The note's id in the system that owns it, 1 to 2^53 - 1, unique over all clinics.</param>
/// <param name="ProviderId">The user who wrote the note.</param>
/// <param name="RegisteredBy">The user who registered it, or <c>null</c> for the operator of the service.</param>
/// <param name="RegisteredAs">The role in which that was done.</param>
/// <param name="RegisteredAt">When, to the millisecond.</param>
public sealed record SessionNoteRegistered(long SessionNoteId, long ProviderId, long? RegisteredBy, Role RegisteredAs, Instant RegisteredAt)
    : IRecorded
{
    long? IRecorded.ActorId => RegisteredBy;
    Role? IRecorded.ActorRole => RegisteredAs;
    Instant IRecorded.RecordedAt => RegisteredAt;
    long? IRecorded.SessionNoteId => SessionNoteId;
    Signature? IRecorded.Signature => null;
}
