using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Addendums;

/// <summary>A correction of a session note was asked for.</summary>
/// <param name="AddendumId">The addendum's public id, unique over all clinics.</param>
/// <param name="SessionNoteId">The note to be corrected.</param>
/// <param name="Instructions">What to correct; never blank, at most 10,000 code points.</param>
/// <param name="Signature">The signature of who asked, if given.</param>
/// <param name="RequestedBy">The user who asked.</param>
/// <param name="RequestedAs">The role in which that user asked.</param>
/// <param name="RequestedAt">When, to the millisecond.</param>
public sealed record AddendumRequested(
    long AddendumId,
    long SessionNoteId,
    string Instructions,
    Signature? Signature,
    long RequestedBy,
    Role RequestedAs,
    Instant RequestedAt
) : IRecorded
{
    long? IRecorded.ActorId => RequestedBy;
    Role? IRecorded.ActorRole => RequestedAs;
    Instant IRecorded.RecordedAt => RequestedAt;
    long? IRecorded.SessionNoteId => SessionNoteId;
}

/// <summary>An addendum was answered, signed, or its answer changed.</summary>
/// <param name="AddendumId">The addendum answered.</param>
/// <param name="SessionNoteId">The note that it hangs on.</param>
/// <param name="InstructionsResponse">The new answer; <c>null</c> if this event does not change it.</param>
/// <param name="RespondedSignature">The new signature under the answer; <c>null</c> if this event does not change it.</param>
/// <param name="RespondedBy">The user who answered.</param>
/// <param name="RespondedAs">The role in which that user answered.</param>
/// <param name="RespondedAt">When, to the millisecond; never before an earlier event of the same addendum.</param>
public sealed record AddendumResponded(
    long AddendumId,
    long SessionNoteId,
    string? InstructionsResponse,
    Signature? RespondedSignature,
    long RespondedBy,
    Role RespondedAs,
    Instant RespondedAt
) : IRecorded
{
    long? IRecorded.ActorId => RespondedBy;
    Role? IRecorded.ActorRole => RespondedAs;
    Instant IRecorded.RecordedAt => RespondedAt;
    long? IRecorded.SessionNoteId => SessionNoteId;
    Signature? IRecorded.Signature => RespondedSignature;
}
