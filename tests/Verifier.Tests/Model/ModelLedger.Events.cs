namespace ClinicNotes.Verifier.Tests.Model;

internal sealed partial class ModelLedger
{
    private static readonly string[] Roles = ["provider", "admin"];

    public ModelEvent Register(long note) =>
        Add(
            "session_note_registered",
            $"session-note-{note}",
            new("registered_by", "registered_as", "registered_at", note),
            ("provider_id", 121)
        );

    public ModelEvent Request(long addendum, long note, string instructions, byte[]? image = null) =>
        Add(
            "addendum_requested",
            $"addendum-{addendum}",
            new("requested_by", "requested_as", "requested_at", note, 123, "supervisor", image),
            ("addendum_id", addendum),
            ("instructions", instructions)
        );

    public ModelEvent Respond(long addendum, long note, string? response, byte[]? image = null) =>
        Add(
            "addendum_responded",
            $"addendum-{addendum}",
            new("responded_by", "responded_as", "responded_at", note, 121, "provider", image, "responded_signature"),
            ("addendum_id", addendum),
            ("instructions_response", response)
        );

    public ModelEvent Record(long signOff, long note, byte[] image) =>
        Add(
            "sign_off_recorded",
            $"sign-off-{signOff}",
            new("reviewer_id", "recorded_as", "recorded_at", note, 123, "supervisor", image),
            ("sign_off_id", signOff),
            ("review_date", "2026-02-28T00:00:00Z")
        );

    public ModelEvent Revise(long signOff, long note, string instructions) =>
        Add(
            "sign_off_revised",
            $"sign-off-{signOff}",
            new("revised_by", "revised_as", "revised_at", note),
            ("sign_off_id", signOff),
            ("instructions", instructions)
        );

    public ModelEvent Enrol(long user, string name) =>
        Add(
            "user_enrolled",
            $"user-{user}",
            new("enrolled_by", "enrolled_as", "enrolled_at", Actor: null),
            ("user_id", user),
            ("name", name),
            ("roles", Roles)
        );

    public ModelEvent SetRoles(long user) =>
        Add("user_roles_set", $"user-{user}", new("set_by", "set_as", "set_at"), ("user_id", user), ("roles", Array.Empty<string>()));

    public ModelEvent Issue(long user, long token) =>
        Add(
            "token_issued",
            $"user-{user}",
            new("issued_by", "issued_as", "issued_at"),
            ("user_id", user),
            ("token_id", token),
            ("token_sha256", new string('a', 64))
        );

    public ModelEvent Revoke(long user, long token) =>
        Add("token_revoked", $"user-{user}", new("revoked_by", "revoked_as", "revoked_at"), ("user_id", user), ("token_id", token));

    public ModelEvent Refuse(long user, long token) =>
        Add(
            "sign_in_refused",
            $"refused-sign-ins-{token}",
            new("", "", "refused_at", Actor: null, Role: null),
            ("user_id", user),
            ("token_id", token),
            ("remote_address", "192.0.2.7")
        );

    public ModelEvent Read(long user, long note) =>
        Add(
            "session_notes_read",
            $"reads-{user}",
            new("read_by", "read_as", "recorded_at", Actor: user, Role: "auditor"),
            (
                "reads",
                new[]
                {
                    Json.Object(
                        ("id", note),
                        ("read_at", "2026-03-01T08:59:59.9Z"),
                        ("remote_address", "192.0.2.7"),
                        ("request_id", "0193f1f67c0e7b0f8d8f4a3f1d1c2b3a"),
                        ("session_note_ids", new[] { note }),
                        ("what", "history")
                    ),
                }
            )
        );

    /// <summary>Commits to the map as it is, or to the one given.</summary>
    public int Commit(byte[]? map = null)
    {
        var places = PlacesBefore(Events.Count);
        Add(
            "ledger_committed",
            "ledger",
            new("", "", "committed_at", Actor: null, Role: null),
            ("map", Convert.ToHexStringLower(map ?? TextbookMap.Root(places))),
            ("session_notes", places.Length)
        );
        return Events.Count;
    }
}
