using System.Text;

namespace ClinicNotes.Verifier;

/// <summary>An entry of the ledger (docs/audit.md): canonical JSON with exactly these members. Values stay as they are written.</summary>
internal readonly ref struct Entry
{
    public Entry(ReadOnlySpan<byte> text)
    {
        var cursor = new CanonicalCursor(text, "entry");
        ActorId = Id(Member(ref cursor, "{\"actor_id\":"u8), "actor_id");
        BodyDigest = Digest(Member(ref cursor, ",\"body_digest\":"u8), "body_digest") ?? throw Wrong("body_digest");
        ClinicId = Number(Member(ref cursor, ",\"clinic_id\":"u8), "clinic_id");
        Position = Number(Member(ref cursor, ",\"position\":"u8), "position");
        Previous = Digest(Member(ref cursor, ",\"previous\":"u8), "previous");
        RecordedAt = Text(Member(ref cursor, ",\"recorded_at\":"u8), "recorded_at");
        Role = Member(ref cursor, ",\"role\":"u8);
        SessionNoteId = Id(Member(ref cursor, ",\"session_note_id\":"u8), "session_note_id");
        SignatureDigest = Digest(Member(ref cursor, ",\"signature_digest\":"u8), "signature_digest");
        Stream = Text(Member(ref cursor, ",\"stream\":"u8), "stream");
        Type = EventType.Named(Text(Member(ref cursor, ",\"type\":"u8), "type"));
        Version = Number(Member(ref cursor, ",\"version\":"u8), "version");
        cursor.Expect("}"u8);
        cursor.ExpectEnd();

        RefusedException.Unless(Moments.HasMilliseconds(RecordedAt), "recorded_at of the entry is not of the right kind.");
        RefusedException.Unless(IsNull(Role) || Role[0] == '"', "role of the entry is not of the right kind.");
    }

    public ReadOnlySpan<byte> ActorId { get; }

    public Hash BodyDigest { get; }

    public long ClinicId { get; }

    public long Position { get; }

    public Hash? Previous { get; }

    /// <summary>Without its quotes, as are <see cref="Stream" /> and the type.</summary>
    public ReadOnlySpan<byte> RecordedAt { get; }

    public ReadOnlySpan<byte> Role { get; }

    public ReadOnlySpan<byte> SessionNoteId { get; }

    public Hash? SignatureDigest { get; }

    public ReadOnlySpan<byte> Stream { get; }

    public EventType Type { get; }

    public long Version { get; }

    public override string ToString() => $"position {Position}, {Encoding.UTF8.GetString(Stream)} version {Version}";

    private static ReadOnlySpan<byte> Member(scoped ref CanonicalCursor cursor, scoped ReadOnlySpan<byte> before)
    {
        cursor.Expect(before);
        return cursor[cursor.Value()];
    }

    private static ReadOnlySpan<byte> Id(ReadOnlySpan<byte> value, string member) =>
        IsNull(value) || CanonicalScalar.Counting(value) is not null ? value : throw Wrong(member);

    private static long Number(ReadOnlySpan<byte> value, string member) => CanonicalScalar.Counting(value) ?? throw Wrong(member);

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value, string member) => value[0] == '"' ? value[1..^1] : throw Wrong(member);

    private static Hash? Digest(ReadOnlySpan<byte> value, string member) =>
        IsNull(value) ? null : Hash.FromHex(Text(value, member)) ?? throw Wrong(member);

    private static bool IsNull(ReadOnlySpan<byte> value) => value.SequenceEqual("null"u8);

    private static RefusedException Wrong(string member) => new($"{member} of the entry is not of the right kind.");
}
