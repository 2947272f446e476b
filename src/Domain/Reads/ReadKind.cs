using ClinicNotes.Domain.Access;

namespace ClinicNotes.Domain.Reads;

/// <summary>What of session notes a reader can be shown.</summary>
public enum ReadKind
{
    SessionNote,
    Addendum,
    SignOff,
    Addendums,
    SignOffs,
    History,
    Proof,

    /// <summary>The clinic's whole ledger.</summary>
    Export,
}

/// <summary>How the kinds are written, and who may read what.</summary>
public static class ReadKinds
{
    /// <summary>The kind as it is written everywhere: <c>sign_off</c>.</summary>
    public static string Name(this ReadKind kind) =>
        kind switch
        {
            ReadKind.SessionNote => "session_note",
            ReadKind.SignOff => "sign_off",
            ReadKind.SignOffs => "sign_offs",
            _ => kind.ToString().ToLowerInvariant(),
        };

    /// <summary>The roles in which that is read.</summary>
    public static IReadOnlyList<Role> WhoMay(this ReadKind kind) =>
        kind is ReadKind.History or ReadKind.Proof or ReadKind.Export ? Access.WhoMay.Audit : Access.WhoMay.Read;
}
