using NodaTime;

namespace ClinicNotes.Application.History;

/// <summary>What happened in a clinic, as it is stored at this moment.</summary>
public interface IAuditReport
{
    /// <summary>A part of the report, and how many rows it has.</summary>
    Task<(IReadOnlyList<ReportRow> Rows, long Total)> Page(
        WhichEvents which,
        Sorting sorting,
        Paging paging,
        CancellationToken cancellation
    );

    /// <summary>A part of the shared signatures, those of the most users first, and how many there are.</summary>
    Task<(IReadOnlyList<SharedSignature> Signatures, long Total)> SharedSignatures(
        long clinicId,
        Paging paging,
        CancellationToken cancellation
    );
}

/// <summary>Which events of a clinic are asked for.</summary>
/// <param name="ClinicId">The clinic.</param>
/// <param name="From">The first moment, itself included; <c>null</c> for the beginning.</param>
/// <param name="To">The last moment, itself included; <c>null</c> for the end.</param>
/// <param name="ActorId">Only what this user did.</param>
/// <param name="Type">Only events of this type; <c>null</c> for all but what the ledger states of itself.</param>
public sealed record WhichEvents(long ClinicId, Instant? From, Instant? To, long? ActorId, string? Type);

/// <summary>An event, or one read of an event that tells of several.</summary>
/// <param name="Position">Its place in the clinic's ledger; <c>null</c> for the instant before the ledger has it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Type">What happened, such as <c>addendum_requested</c>.</param>
/// <param name="Stream">What it happened to, such as <c>addendum-39</c>.</param>
/// <param name="Version">Its number among the events of that, from 1.</param>
/// <param name="ActorId">Who did it; <c>null</c> for the operator of the service and for the service by itself.</param>
/// <param name="ActorName">What the actor was called then.</param>
/// <param name="ActorRole">The role in which it was done.</param>
/// <param name="SessionNoteIds">The session notes that it tells of.</param>
/// <param name="UserId">The user whose roles or tokens it tells of.</param>
/// <param name="What">What was read, such as <c>sign_off</c>; <c>null</c> when nothing was.</param>
/// <param name="RemoteAddress">From where, if that was recorded.</param>
/// <param name="RequestId">The request that it came of.</param>
public sealed record ReportRow(
    long? Position,
    Instant RecordedAt,
    string Type,
    string Stream,
    long Version,
    long? ActorId,
    string? ActorName,
    string? ActorRole,
    IReadOnlyList<long> SessionNoteIds,
    long? UserId,
    string? What,
    string? RemoteAddress,
    string? RequestId
);

/// <summary>A signature image that several users gave, or that was given on several session notes.</summary>
/// <param name="SignatureSha256">The SHA-256 of the PNG file, in lower-case hexadecimal digits.</param>
/// <param name="UserIds">Who gave it.</param>
/// <param name="SessionNotes">On how many session notes.</param>
/// <param name="SessionNoteIds">On which: the first hundred.</param>
/// <param name="FirstUsedAt">When it was first given.</param>
/// <param name="LastUsedAt">When it was last given.</param>
public sealed record SharedSignature(
    string SignatureSha256,
    IReadOnlyList<long> UserIds,
    long SessionNotes,
    IReadOnlyList<long> SessionNoteIds,
    Instant FirstUsedAt,
    Instant LastUsedAt
);
