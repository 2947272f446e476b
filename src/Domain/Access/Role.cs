namespace ClinicNotes.Domain.Access;

/// <summary>What a user may be in a clinic; a user may be several.</summary>
public enum Role
{
    /// <summary>Writes session notes: requests addendums and responds to them.</summary>
    Provider,

    /// <summary>Reviews session notes: what a provider may, and records sign-offs.</summary>
    Supervisor,

    /// <summary>Runs the clinic's account: what a supervisor may, everybody's sign-offs, users, tokens and session notes.</summary>
    Admin,

    /// <summary>Reads everything in the clinic and changes nothing.</summary>
    Auditor,

    /// <summary>A program that follows the clinic's events.</summary>
    Service,
}

/// <summary>How roles are written.</summary>
public static class RoleNames
{
    /// <summary>The role as it is written everywhere: <c>supervisor</c>.</summary>
    public static string Name(this Role role) => role.ToString().ToLowerInvariant();
}
