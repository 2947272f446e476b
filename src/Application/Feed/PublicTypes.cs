namespace ClinicNotes.Application.Feed;

/// <summary>What consumers of the feed call the events, whatever they are stored as.</summary>
public static class PublicTypes
{
    private static readonly Dictionary<string, string> ByStoredName = new()
    {
        ["session_note_registered"] = "clinicnotes.session_note.registered.v1",
        ["addendum_requested"] = "clinicnotes.addendum.requested.v1",
        ["addendum_responded"] = "clinicnotes.addendum.responded.v1",
        ["sign_off_recorded"] = "clinicnotes.sign_off.recorded.v1",
        ["sign_off_revised"] = "clinicnotes.sign_off.revised.v1",
        ["user_enrolled"] = "clinicnotes.user.enrolled.v1",
        ["user_roles_set"] = "clinicnotes.user.roles_set.v1",
        ["token_issued"] = "clinicnotes.token.issued.v1",
        ["token_revoked"] = "clinicnotes.token.revoked.v1",
        ["sign_in_refused"] = "clinicnotes.sign_in.refused.v1",
        ["session_notes_read"] = "clinicnotes.session_notes.read.v1",
        ["webhook_registered"] = "clinicnotes.webhook.registered.v1",
        ["webhook_paused"] = "clinicnotes.webhook.paused.v1",
        ["webhook_resumed"] = "clinicnotes.webhook.resumed.v1",
        ["webhook_replayed"] = "clinicnotes.webhook.replayed.v1",
        ["webhook_secret_rotated"] = "clinicnotes.webhook.secret_rotated.v1",
        ["webhook_deleted"] = "clinicnotes.webhook.deleted.v1",
        ["ledger_committed"] = "clinicnotes.ledger.committed.v1",
    };

    private static readonly Dictionary<string, string> ByPublicName = ByStoredName.ToDictionary(type => type.Value, type => type.Key);

    /// <summary>The public name of what is stored under a name.</summary>
    public static string Of(string storedName) => ByStoredName[storedName];

    /// <summary>The name that events of a public type are stored under, or <c>null</c> if there is no such type.</summary>
    public static string? StoredName(string type) => ByPublicName.GetValueOrDefault(type);
}
