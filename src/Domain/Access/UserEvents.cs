using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Access;

/// <summary>A user may now act in the clinic.</summary>
/// <param name="UserId">1 to 2^53 - 1, unique in the clinic.</param>
/// <param name="Name">The user's name as people read it.</param>
/// <param name="Roles">What the user may be, in the order of <see cref="Role" />, each once.</param>
/// <param name="EnrolledBy">The user who did it, or <c>null</c> for the operator of the service.</param>
/// <param name="EnrolledAs">The role in which that was done.</param>
/// <param name="EnrolledAt">When, to the millisecond.</param>
public sealed record UserEnrolled(
    long UserId,
    string Name,
    IReadOnlyList<Role> Roles,
    long? EnrolledBy,
    Role EnrolledAs,
    Instant EnrolledAt
) : IRecorded
{
    long? IRecorded.ActorId => EnrolledBy;
    Role? IRecorded.ActorRole => EnrolledAs;
    Instant IRecorded.RecordedAt => EnrolledAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>From now on the user has these roles and no others.</summary>
public sealed record UserRolesSet(long UserId, IReadOnlyList<Role> Roles, long? SetBy, Role SetAs, Instant SetAt) : IRecorded
{
    long? IRecorded.ActorId => SetBy;
    Role? IRecorded.ActorRole => SetAs;
    Instant IRecorded.RecordedAt => SetAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>Whoever presents the token is the user, until it expires or is revoked.</summary>
/// <param name="UserId">Whose token it is.</param>
/// <param name="TokenId">The token's own public id; it is no secret.</param>
/// <param name="TokenSha256">SHA-256 of the token, 64 lower-case hexadecimal digits; the token itself is stored nowhere.</param>
/// <param name="ExpiresAt">The first moment at which it no longer works, or <c>null</c> for never.</param>
/// <param name="IssuedBy">The user who issued it, or <c>null</c> for the operator of the service.</param>
/// <param name="IssuedAs">The role in which that was done.</param>
/// <param name="IssuedAt">When, to the millisecond.</param>
/// <param name="Replaces">The token of the user that works no longer from that moment on, as this one took its place; <c>null</c> if none.</param>
public sealed record TokenIssued(
    long UserId,
    long TokenId,
    string TokenSha256,
    Instant? ExpiresAt,
    long? IssuedBy,
    Role IssuedAs,
    Instant IssuedAt,
    long? Replaces = null
) : IRecorded
{
    long? IRecorded.ActorId => IssuedBy;
    Role? IRecorded.ActorRole => IssuedAs;
    Instant IRecorded.RecordedAt => IssuedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>The token no longer works.</summary>
public sealed record TokenRevoked(long UserId, long TokenId, long? RevokedBy, Role RevokedAs, Instant RevokedAt) : IRecorded
{
    long? IRecorded.ActorId => RevokedBy;
    Role? IRecorded.ActorRole => RevokedAs;
    Instant IRecorded.RecordedAt => RevokedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}
