using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Reads;

/// <summary>A user read session notes, or what hangs on them: what one user read within about a second in one role.</summary>
/// <param name="Reads">What was read, in the order in which it was.</param>
/// <param name="ReadBy">The user who read, or <c>null</c> for the operator of the service.</param>
/// <param name="ReadAs">The role in which that was done.</param>
/// <param name="RecordedAt">When the reads were recorded, to the millisecond.</param>
public sealed record SessionNotesRead(IReadOnlyList<Read> Reads, long? ReadBy, Role ReadAs, Instant RecordedAt) : IRecorded
{
    long? IRecorded.ActorId => ReadBy;
    Role? IRecorded.ActorRole => ReadAs;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;

    /// <summary>The stream of what a user reads; the operator's if there is none.</summary>
    public static string Stream(long? userId) => userId is { } id ? $"reads-{id}" : "reads-operator";

    /// <summary>Records reads of one user in one role.</summary>
    /// <param name="reads">The reads, at least one, in their order.</param>
    /// <param name="by">Who read.</param>
    /// <param name="readAs">In which role.</param>
    /// <param name="last">When the last event of the stream was recorded; <c>null</c> if there is none.</param>
    /// <param name="now">The moment.</param>
    public static Decision<SessionNotesRead> Of(IReadOnlyList<Read> reads, long? by, Role readAs, Instant? last, Instant now) =>
        new SessionNotesRead(reads, by, readAs, last is { } before ? Moment.NoEarlierThan(before, now) : Moment.Of(now));
}

/// <summary>One read.</summary>
/// <param name="What">Which kind of thing.</param>
/// <param name="Id">Which one; <c>null</c> for a list and an export.</param>
/// <param name="SessionNoteIds">The session notes that were seen by it; none for an export, which shows all.</param>
/// <param name="ReadAt">When, to the millisecond.</param>
/// <param name="RemoteAddress">From which address it was asked for; <c>null</c> from the command line.</param>
/// <param name="RequestId">By which request.</param>
public sealed record Read(
    ReadKind What,
    long? Id,
    IReadOnlyList<long> SessionNoteIds,
    Instant ReadAt,
    string? RemoteAddress,
    string RequestId
);
