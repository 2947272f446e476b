using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Access;

/// <summary>The users of each clinic, as the events tell at this moment.</summary>
public interface IClinicUsers
{
    /// <summary>A page of the users of a clinic, by their ids, and how many the clinic has.</summary>
    Task<(IReadOnlyList<User> Users, long Total)> Page(long clinicId, Paging paging, CancellationToken cancellation);
}
