using System.Text;

namespace ClinicNotes.Verifier;

/// <summary>A type of event: in which members its body says note, actor, role and time (the table of docs/audit.md).</summary>
internal sealed class EventType
{
    private static readonly EventType[] All =
    [
        new("addendum_requested", "session_note_id", "requested_by", "requested_as", "requested_at"),
        new("addendum_responded", "session_note_id", "responded_by", "responded_as", "responded_at"),
        new("sign_off_recorded", "session_note_id", "reviewer_id", "recorded_as", "recorded_at"),
        new("session_note_registered", "session_note_id", "registered_by", "registered_as", "registered_at"),
        new("sign_off_revised", "session_note_id", "revised_by", "revised_as", "revised_at"),
        new("user_enrolled", "", "enrolled_by", "enrolled_as", "enrolled_at"),
        new("user_roles_set", "", "set_by", "set_as", "set_at"),
        new("token_issued", "", "issued_by", "issued_as", "issued_at"),
        new("token_revoked", "", "revoked_by", "revoked_as", "revoked_at"),
        new("sign_in_refused", "", "", "", "refused_at"),
        new("session_notes_read", "", "read_by", "read_as", "recorded_at"),
        new("webhook_registered", "", "registered_by", "registered_as", "registered_at"),
        new("webhook_paused", "", "paused_by", "paused_as", "paused_at"),
        new("webhook_resumed", "", "resumed_by", "resumed_as", "resumed_at"),
        new("webhook_replayed", "", "replayed_by", "replayed_as", "replayed_at"),
        new("webhook_secret_rotated", "", "rotated_by", "rotated_as", "rotated_at"),
        new("webhook_deleted", "", "deleted_by", "deleted_as", "deleted_at"),
        new("ledger_committed", "", "", "", "committed_at"),
    ];

    private readonly byte[] _name;
    private readonly byte[] _note;
    private readonly byte[] _actor;
    private readonly byte[] _role;
    private readonly byte[] _time;

    private EventType(string name, string note, string actor, string role, string time) =>
        (_name, _note, _actor, _role, _time) = (Utf8(name), Utf8(note), Utf8(actor), Utf8(role), Utf8(time));

    public static EventType Commitment { get; } = All[^1];

    public ReadOnlySpan<byte> Note => _note;

    public ReadOnlySpan<byte> Actor => _actor;

    public ReadOnlySpan<byte> Role => _role;

    public ReadOnlySpan<byte> Time => _time;

    public static EventType Named(ReadOnlySpan<byte> name)
    {
        foreach (var type in All)
        {
            if (name.SequenceEqual(type._name))
                return type;
        }

        throw new RefusedException($"{Encoding.UTF8.GetString(name)} is no type of event that there is.");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
