using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>What the users of a clinic are and were called.</summary>
public interface IUserNames
{
    /// <summary>The names of users by their ids, each user's in the order in which they came.</summary>
    Task<ILookup<long, UserName>> Of(long clinicId, IReadOnlyCollection<long> userIds, CancellationToken cancellation);
}

/// <summary>A name of a user.</summary>
/// <param name="UserId">Whose name.</param>
/// <param name="Name">The name as people read it.</param>
/// <param name="Since">The moment from which it was theirs.</param>
public sealed record UserName(long UserId, string Name, Instant Since);
