namespace ClinicNotes.Domain.Access;

/// <summary>Which roles may do what.</summary>
public static class WhoMay
{
    public static IReadOnlyList<Role> RequestAddendum { get; } = [Role.Provider, Role.Supervisor, Role.Admin];

    public static IReadOnlyList<Role> RespondToAddendum { get; } = [Role.Provider, Role.Supervisor, Role.Admin];

    public static IReadOnlyList<Role> RecordSignOff { get; } = [Role.Supervisor, Role.Admin];

    /// <summary>Of these, a supervisor only revises what that supervisor recorded.</summary>
    public static IReadOnlyList<Role> ReviseSignOff { get; } = [Role.Supervisor, Role.Admin];

    public static IReadOnlyList<Role> ReviseSignOffOfAnother { get; } = [Role.Admin];

    /// <summary>Reading session notes, addendums and sign-offs.</summary>
    public static IReadOnlyList<Role> Read { get; } = [Role.Provider, Role.Supervisor, Role.Admin, Role.Auditor];

    /// <summary>Seeing the signature images that things and events name.</summary>
    public static IReadOnlyList<Role> SeeSignatures { get; } = [.. Read, Role.Service];

    /// <summary>Reading histories, the ledger and proofs.</summary>
    public static IReadOnlyList<Role> Audit { get; } = [Role.Auditor, Role.Admin];

    /// <summary>Reading every event of the clinic, one after the other.</summary>
    public static IReadOnlyList<Role> FollowFeed { get; } = [Role.Service, Role.Admin, Role.Auditor];

    /// <summary>Registering session notes, enrolling users, setting roles, issuing and revoking tokens.</summary>
    public static IReadOnlyList<Role> Administer { get; } = [Role.Admin];
}
