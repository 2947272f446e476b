using System.Text.Json;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Every event that is or ever was stored, by the name that it is stored under for ever.</summary>
public static class StoredEvents
{
    public static IReadOnlyDictionary<string, Type> ByName { get; } =
        new Dictionary<string, Type>
        {
            ["session_note_registered"] = typeof(SessionNoteRegistered),
            ["addendum_requested"] = typeof(AddendumRequested),
            ["addendum_responded"] = typeof(AddendumResponded),
            ["sign_off_recorded"] = typeof(SignOffRecorded),
            ["sign_off_revised"] = typeof(SignOffRevised),
            ["user_enrolled"] = typeof(UserEnrolled),
            ["user_roles_set"] = typeof(UserRolesSet),
            ["token_issued"] = typeof(TokenIssued),
            ["token_revoked"] = typeof(TokenRevoked),
            ["ledger_committed"] = typeof(LedgerCommitted),
        };

    /// <summary>The event of that name whose body this is.</summary>
    public static IRecorded Read(string name, string body) =>
        (IRecorded)JsonSerializer.Deserialize(body, ByName[name], StoredJson.Options)!;
}
