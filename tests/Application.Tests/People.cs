using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Tests;

internal static class People
{
    public static readonly Actor Supervisor = Having(Role.Supervisor);
    public static readonly Actor Admin = Having(Role.Admin);

    public static Actor Having(params Role[] roles) => new(1, 123, roles);
}
