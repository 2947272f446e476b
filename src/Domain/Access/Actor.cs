namespace ClinicNotes.Domain.Access;

/// <summary>Who asks for something to be done, and in which clinic.</summary>
/// <param name="ClinicId">The clinic in which everything that the actor does happens.</param>
/// <param name="UserId">The user, or <c>null</c> for the operator of the service.</param>
/// <param name="Roles">The roles that the user has now.</param>
public sealed record Actor(long ClinicId, long? UserId, IReadOnlyList<Role> Roles)
{
    /// <summary>Who runs the service, acting for a clinic that may not have an admin yet.</summary>
    public static Actor Operator(long clinicId) => new(clinicId, UserId: null, [Role.Admin]);

    /// <summary>The first of the permitted roles that the actor has: the role in which the actor then acts; <c>null</c> if none.</summary>
    public Role? ActingAs(IReadOnlyList<Role> permitted)
    {
        foreach (var role in permitted)
        {
            if (Roles.Contains(role))
                return role;
        }

        return null;
    }
}
