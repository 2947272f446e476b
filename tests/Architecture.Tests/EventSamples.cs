using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Addendums;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Domain.SignOffs;
using NodaTime;

namespace ClinicNotes.Architecture.Tests;

/// <summary>An event of each kind, by the file that shows how it is stored; events with optional fields also without them.</summary>
internal static class EventSamples
{
    private const string Sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static readonly Instant Morning = Instant.FromUtc(2023, 10, 20, 10, 0);
    private static readonly Instant Afternoon = Instant.FromUtc(2023, 10, 20, 15, 30) + Duration.FromMilliseconds(120);
    private static readonly Signature Signature = new(Sha256, 68, "image/png");
    private static readonly List<Role> Everything = [.. Enum.GetValues<Role>()];

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
        };
}
