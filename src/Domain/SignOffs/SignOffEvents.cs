using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.SignOffs;

/// <summary>A reviewer signed off on a session note.</summary>
/// <param name="SignOffId">The sign-off's public id, unique over all clinics.</param>
/// <param name="SessionNoteId">The note reviewed.</param>
/// <param name="Instructions">What the reviewer asks for, if anything; never blank, at most 10,000 code points.</param>
/// <param name="ReviewDate">The date of the review, to the millisecond.</param>
/// <param name="Signature">The reviewer's signature.</param>
/// <param name="ReviewerId">The user who signed off.</param>
/// <param name="RecordedAs">The role in which that user signed off.</param>
/// <param name="RecordedAt">When, to the millisecond.</param>
/// <param name="Covers">
/// The last event of the note that the reviewer has seen; <c>null</c> for all before this one. The store then names the last of them as it
/// records this one; sign-offs from before it did so are stored without.
/// </param>
public sealed record SignOffRecorded(
    long SignOffId,
    long SessionNoteId,
    string? Instructions,
    Instant ReviewDate,
    Signature Signature,
    long ReviewerId,
    Role RecordedAs,
    Instant RecordedAt,
    CoveredEvent? Covers = null
) : IRecorded
{
    long? IRecorded.ActorId => ReviewerId;
    Role? IRecorded.ActorRole => RecordedAs;
    long? IRecorded.SessionNoteId => SessionNoteId;
}

/// <summary>A sign-off was changed; what is <c>null</c> is as before. Who signed off stays the reviewer.</summary>
/// <param name="SignOffId">The sign-off changed.</param>
/// <param name="SessionNoteId">The note that it hangs on.</param>
/// <param name="Instructions">The new instructions.</param>
/// <param name="ReviewDate">The new date of the review.</param>
/// <param name="Signature">The new signature.</param>
/// <param name="RevisedBy">The user who changed it: the reviewer or an admin.</param>
/// <param name="RevisedAs">The role in which that user changed it.</param>
/// <param name="RevisedAt">When, to the millisecond; never before an earlier event of the same sign-off.</param>
public sealed record SignOffRevised(
    long SignOffId,
    long SessionNoteId,
    string? Instructions,
    Instant? ReviewDate,
    Signature? Signature,
    long RevisedBy,
    Role RevisedAs,
    Instant RevisedAt
) : IRecorded
{
    long? IRecorded.ActorId => RevisedBy;
    Role? IRecorded.ActorRole => RevisedAs;
    Instant IRecorded.RecordedAt => RevisedAt;
    long? IRecorded.SessionNoteId => SessionNoteId;
}
