namespace ClinicNotes.Verifier;

/// <summary>A body: canonical JSON, of which the outermost members are looked at that its entry or its signature must agree with.</summary>
internal ref struct Body
{
    private ReadOnlySpan<byte> _note = "null"u8;
    private ReadOnlySpan<byte> _actor = "null"u8;
    private ReadOnlySpan<byte> _role = "null"u8;
    private ReadOnlySpan<byte> _time = "null"u8;

    public Body(ReadOnlySpan<byte> text, EventType type)
    {
        var cursor = new CanonicalCursor(text, "body");
        var member = default(Range);
        for (var isFirst = true; cursor.Next(isFirst, ref member, out var value); isFirst = false)
            Take(type, text[member], text[value]);
        cursor.ExpectEnd();
    }

    /// <summary>The object that stands for the signature, or nothing when the body names none.</summary>
    public ReadOnlySpan<byte> Signature { get; private set; } = default;

    public readonly void RequireSameAs(scoped in Entry entry)
    {
        RefusedException.Unless(_note.SequenceEqual(entry.SessionNoteId), "the body and the entry do not tell the same session note.");
        RefusedException.Unless(_actor.SequenceEqual(entry.ActorId), "the body and the entry do not tell the same actor.");
        RefusedException.Unless(_role.SequenceEqual(entry.Role), "the body and the entry do not tell the same role.");
        RefusedException.Unless(
            _time[0] == '"' && Moments.AreSame(_time[1..^1], entry.RecordedAt),
            "the body and the entry do not tell the same time."
        );
    }

    private void Take(EventType type, ReadOnlySpan<byte> member, ReadOnlySpan<byte> value)
    {
        if (member.IsEmpty)
            return;
        if (member.SequenceEqual(type.Note))
            _note = value;
        else if (member.SequenceEqual(type.Actor))
            _actor = value;
        else if (member.SequenceEqual(type.Role))
            _role = value;
        else if (member.SequenceEqual(type.Time))
            _time = value;
        else if ((member.SequenceEqual("signature"u8) || member.SequenceEqual("responded_signature"u8)) && value[0] != 'n')
            Sign(value);
    }

    private void Sign(ReadOnlySpan<byte> signature)
    {
        RefusedException.Unless(Signature.IsEmpty, "the body names two signatures, and an event has one at most.");
        Signature = signature;
    }
}
