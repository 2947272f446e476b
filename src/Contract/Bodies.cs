using System.Text.Json.Nodes;

namespace ClinicNotes.Contract;

/// <summary>The bodies of requests.</summary>
internal static class Bodies
{
    private static JsonObject Note => Values.Id().Saying("The session note.");

    private static JsonObject Correction => Values.Text("Please fix this issue asap, names don't match");

    public static Shape RequestAddendum =>
        Given.Within(
            "RequestAddendum",
            "addendum",
            ("session_note_id", Note),
            Given.Required("instructions", Correction.Saying("What to correct.")),
            Given.Optional("signature", Values.Signature().Saying("The signature of who asks."))
        );

    public static Shape RespondToAddendum =>
        Given.Within(
            "RespondToAddendum",
            "addendum",
            ("session_note_id", Note),
            Given.Optional("instructions_response", Values.Text("Fixing the names with the correct data").Saying("The response.")),
            Given.Optional("responded_signature", Values.Signature().Saying("The signature of who responds."))
        );

    public static Shape RecordSignOff =>
        Given.Within(
            "RecordSignOff",
            "sign_off",
            ("session_note_id", Note),
            Given.Optional("instructions", Correction.Saying("What the reviewer asks for.")),
            Given.Required("review_date", Values.Date().Saying("When the review was or will be.")),
            Given.Required("signature", Values.Signature().Saying("The signature of the reviewer.")),
            Given.Optional("covers", Given.Covered())
        );

    public static Shape ReviseSignOff =>
        Given.Within(
            "ReviseSignOff",
            "sign_off",
            ("session_note_id", Note),
            Given.Optional("instructions", Correction.Saying("The new instructions.")),
            Given.Optional("review_date", Values.Date().Saying("The new date.")),
            Given.Optional("signature", Values.Signature().Saying("The new signature."))
        );

    public static Shape RegisterSessionNote =>
        Given.Within(
            "RegisterSessionNote",
            "session_note",
            null,
            Given.Required("provider_id", Values.Id(7).Saying("The user who wrote the note."))
        );

    public static Shape EnrolUser =>
        Given.Within(
            "EnrolUser",
            "user",
            null,
            Given.Required("user_id", Values.Id(130).Saying("The user's id, unique in the clinic.")),
            Given.Required("name", Values.Text("Ada Example").Saying("The name as people read it.")),
            Given.Required("roles", Values.Roles().Saying("The user's roles."))
        );

    public static Shape SetRoles =>
        Given.Within("SetRoles", "user", null, Given.Required("roles", Values.Roles().Saying("These roles and no others.")));

    public static Shape IssueToken =>
        Given.Within(
            "IssueToken",
            "token",
            null,
            Given.Optional("expires_at", Values.Date("2099-12-31").Saying("From when on it works no longer; never unless given."))
        );

    public static Shape RegisterWebhook =>
        Given.Within(
            "RegisterWebhook",
            "webhook",
            null,
            Given.Required(
                "url",
                Values.Given("^https://", "https://hooks.example.com/clinicnotes").With("maxLength", 2_000).Saying("Where to.")
            ),
            Given.Optional(
                "types",
                new JsonObject { ["type"] = "array", ["items"] = Values.PublicTypes() }.Saying("Only events of these types.")
            ),
            Given.Optional("after", Values.Position().Saying("The position after which to begin; the beginning unless given."))
        );

    public static Shape ReplayWebhook =>
        Given.Within(
            "ReplayWebhook",
            "replay",
            null,
            Given.Required("after", Values.Position().Saying("The position after which to begin anew."))
        );
}
