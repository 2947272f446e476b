using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Domain.Webhooks;
using NodaTime;

namespace ClinicNotes.Architecture.Tests;

/// <summary>An event of each kind, by the file that shows how it is stored; events with optional fields also without them.</summary>
internal static class EventSamples
{
    private const string Sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private const string Url = "https://hooks.example.com/clinicnotes";
    private const string SecretId = "0193f1f67c0e7b0f8d8f4a3f1d1c2b3a";
    private static readonly List<string> OneType = ["clinicnotes.addendum.requested.v1"];
    private static readonly List<string> AllTypes = [];
    private static readonly Instant Morning = Instant.FromUtc(2023, 10, 20, 10, 0);
    private static readonly Instant Afternoon = Instant.FromUtc(2023, 10, 20, 15, 30) + Duration.FromMilliseconds(120);
    private static readonly Signature Signature = new(Sha256, 68, "image/png");
    private static readonly List<Role> Everything = [.. Enum.GetValues<Role>()];
    private static readonly List<Read> EveryKindOfRead =
    [
        .. Enum.GetValues<ReadKind>().Select(kind => new Read(kind, 39, new List<long> { 46, 99 }, Morning, "192.0.2.7", "asked-twice")),
    ];

    public static IReadOnlyDictionary<string, object> ByFile { get; } =
        new Dictionary<string, object>
        {
            ["ledger_committed.json"] = new LedgerCommitted(Sha256, 2, Morning),
            ["session_note_registered.json"] = new SessionNoteRegistered(46, 121, 124, Role.Admin, Morning),
            ["session_note_registered.minimal.json"] = new SessionNoteRegistered(46, 121, null, Role.Admin, Morning),
            ["addendum_requested.json"] = new AddendumRequested(
                39,
                46,
                "Names don't match: é \"x\" <b>\n",
                Signature,
                123,
                Role.Supervisor,
                Morning
            ),
            ["addendum_requested.minimal.json"] = new AddendumRequested(39, 46, "Please fix the names", null, 121, Role.Provider, Morning),
            ["addendum_responded.json"] = new AddendumResponded(39, 46, "Fixing the names", Signature, 121, Role.Provider, Afternoon),
            ["addendum_responded.minimal.json"] = new AddendumResponded(39, 46, null, null, 121, Role.Provider, Afternoon),
            ["sign_off_recorded.json"] = new SignOffRecorded(25, 99, "Well done", Morning, Signature, 123, Role.Supervisor, Afternoon),
            ["sign_off_recorded.minimal.json"] = new SignOffRecorded(25, 99, null, Morning, Signature, 123, Role.Supervisor, Afternoon),
            ["sign_off_recorded.covering.json"] = new SignOffRecorded(
                25,
                99,
                "Well done",
                Morning,
                Signature,
                123,
                Role.Supervisor,
                Afternoon,
                new CoveredEvent("addendum-39", 2)
            ),
            ["sign_off_revised.json"] = new SignOffRevised(25, 99, "Better now", Morning, Signature, 124, Role.Admin, Afternoon),
            ["sign_off_revised.minimal.json"] = new SignOffRevised(25, 99, null, null, null, 123, Role.Supervisor, Afternoon),
            ["user_enrolled.json"] = new UserEnrolled(123, "Ada Lovelace", Everything, 124, Role.Admin, Morning),
            ["user_enrolled.minimal.json"] = new UserEnrolled(123, "Ada Lovelace", Everything, null, Role.Admin, Morning),
            ["user_roles_set.json"] = new UserRolesSet(123, Everything, 124, Role.Admin, Afternoon),
            ["user_roles_set.minimal.json"] = new UserRolesSet(123, Everything, null, Role.Admin, Afternoon),
            ["token_issued.json"] = new TokenIssued(123, 7, Sha256, Afternoon, 124, Role.Admin, Morning),
            ["token_issued.minimal.json"] = new TokenIssued(123, 7, Sha256, null, null, Role.Admin, Morning),
            ["token_issued.replacing.json"] = new TokenIssued(123, 8, Sha256, Afternoon, 124, Role.Admin, Morning, 7),
            ["token_revoked.json"] = new TokenRevoked(123, 7, 124, Role.Admin, Afternoon),
            ["token_revoked.minimal.json"] = new TokenRevoked(123, 7, null, Role.Admin, Afternoon),
            ["sign_in_refused.json"] = new SignInRefused(123, 7, "192.0.2.7", Afternoon),
            ["sign_in_refused.minimal.json"] = new SignInRefused(123, 7, null, Afternoon),
            ["session_notes_read.json"] = new SessionNotesRead(EveryKindOfRead, 125, Role.Auditor, Afternoon),
            ["session_notes_read.minimal.json"] = new SessionNotesRead(
                new List<Read> { new(ReadKind.Export, null, new List<long>(), Morning, null, "0193f1f67c0e7b0f8d8f4a3f1d1c2b3a") },
                null,
                Role.Admin,
                Afternoon
            ),
            ["webhook_registered.json"] = new WebhookRegistered(5, Url, OneType, 17, SecretId, 124, Role.Admin, Morning),
            ["webhook_registered.minimal.json"] = new WebhookRegistered(5, Url, AllTypes, 0, SecretId, null, Role.Admin, Morning),
            ["webhook_paused.json"] = new WebhookPaused(5, "The address answered 410: it is gone for good.", 124, Role.Admin, Morning),
            ["webhook_paused.minimal.json"] = new WebhookPaused(5, null, null, null, Morning),
            ["webhook_resumed.json"] = new WebhookResumed(5, 124, Role.Admin, Afternoon),
            ["webhook_resumed.minimal.json"] = new WebhookResumed(5, null, Role.Admin, Afternoon),
            ["webhook_replayed.json"] = new WebhookReplayed(5, 17, 124, Role.Admin, Afternoon),
            ["webhook_replayed.minimal.json"] = new WebhookReplayed(5, 17, null, Role.Admin, Afternoon),
            ["webhook_secret_rotated.json"] = new WebhookSecretRotated(5, SecretId, Afternoon, 124, Role.Admin, Morning),
            ["webhook_secret_rotated.minimal.json"] = new WebhookSecretRotated(5, SecretId, Afternoon, null, Role.Admin, Morning),
            ["webhook_deleted.json"] = new WebhookDeleted(5, 124, Role.Admin, Afternoon),
            ["webhook_deleted.minimal.json"] = new WebhookDeleted(5, null, Role.Admin, Afternoon),
        };
}
