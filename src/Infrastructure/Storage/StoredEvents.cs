using System.Text.Json;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Domain.Webhooks;

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
            ["sign_in_refused"] = typeof(SignInRefused),
            ["session_notes_read"] = typeof(SessionNotesRead),
            ["webhook_registered"] = typeof(WebhookRegistered),
            ["webhook_paused"] = typeof(WebhookPaused),
            ["webhook_resumed"] = typeof(WebhookResumed),
            ["webhook_replayed"] = typeof(WebhookReplayed),
            ["webhook_secret_rotated"] = typeof(WebhookSecretRotated),
            ["webhook_deleted"] = typeof(WebhookDeleted),
            ["ledger_committed"] = typeof(LedgerCommitted),
        };

    /// <summary>The event of that name whose body this is.</summary>
    /// <exception cref="DamagedRecordException">The body is none of such an event.</exception>
    public static IRecorded Read(string stream, long version, string name, string body)
    {
        if (!ByName.TryGetValue(name, out var type))
            throw new DamagedRecordException($"{Place()} is stored under the name {name}, which no event has");

        try
        {
            return (IRecorded?)JsonSerializer.Deserialize(body, type, StoredJson.Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException fault)
        {
            throw new DamagedRecordException($"{Place()} cannot be read: its body is not that of the event {name}", fault);
        }

        string Place() => $"version {version} of {stream}";
    }
}
