using ClinicNotes.Domain.Access;

namespace ClinicNotes.Domain.Tests;

/// <summary>The people of clinic 1.</summary>
internal static class People
{
    public static readonly Actor Provider = Having(121, Role.Provider);
    public static readonly Actor Supervisor = Having(123, Role.Supervisor);
    public static readonly Actor OtherSupervisor = Having(127, Role.Supervisor);
    public static readonly Actor Admin = Having(124, Role.Admin);
    public static readonly Actor Operator = Actor.Operator(1);

    public static Actor Having(long userId, params Role[] roles) => new(1, userId, roles);

    /// <summary>Every set of roles that a user can have, none and all of them included.</summary>
    public static TheoryData<Role[]> EveryRoleSet()
    {
        var roles = Enum.GetValues<Role>();
        var sets = new TheoryData<Role[]>();
        for (var set = 0; set < 1 << roles.Length; set++)
            sets.Add([.. roles.Where((_, index) => (set & (1 << index)) != 0)]);

        return sets;
    }

    /// <summary>The role in which somebody with these roles acts, when it takes one of the permitted ones; <c>null</c> if none.</summary>
    public static Role? ActsAs(Role[] roles, params Role[] permitted) => permitted.Where(roles.Contains).Cast<Role?>().FirstOrDefault();
}
