using NodaTime;

namespace ClinicNotes.Application.SignOffs;

/// <summary>Finds a clinic's sign-offs. What was just recorded appears within a second.</summary>
public interface ISignOffList
{
    Task<ListedIds> Page(WhichSignOffs which, Sorting sorting, Paging paging, CancellationToken cancellation);
}

/// <summary>Which sign-offs are asked for.</summary>
/// <param name="ClinicId">The clinic.</param>
/// <param name="SessionNoteId">Only those of this note.</param>
/// <param name="ReviewerId">Only those that this user recorded.</param>
/// <param name="From">The first review date, itself included.</param>
/// <param name="To">The last review date, itself included.</param>
/// <param name="Before">Only with a review date before this moment.</param>
/// <param name="NotBefore">Only with a review date that is not before this moment.</param>
/// <param name="AsOf">As they were at this moment, events of that very moment included; <c>null</c> for now.</param>
public sealed record WhichSignOffs(
    long ClinicId,
    long? SessionNoteId,
    long? ReviewerId,
    Instant? From,
    Instant? To,
    Instant? Before,
    Instant? NotBefore,
    Instant? AsOf
);
