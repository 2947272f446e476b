using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>A clinic's ledger in memory, as docs/audit.md describes it. Every event is a second and 120 ms after the one before.</summary>
internal sealed partial class ModelLedger(LedgerKey key, long clinic = 1)
{
    private static readonly DateTime Start = new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    private readonly Dictionary<string, (int Version, byte[] Leaf)> _streams = [];

    public LedgerKey Key => key;

    public List<ModelEvent> Events { get; } = [];

    public byte[][] Leaves => [.. Events.Select(e => e.Leaf)];

    private DateTime Now => Start.AddMilliseconds(1_120 * Events.Count);

    public ModelEvent Add(string type, string stream, Said said, params (string Name, object? Value)[] rest)
    {
        var image = said.Image is { } png ? Described(png) : null;
        var body = Json.Canonical([
            .. rest,
            ("session_note_id", said.Note),
            (said.ActorMember, said.Actor),
            (said.RoleMember, said.Role),
            (said.TimeMember, Now.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture)),
            (said.ImageMember, image),
        ]);
        var (bodySalt, imageSalt) = (ModelEvent.Salt($"body {Events.Count}"), ModelEvent.Salt($"signature {Events.Count}"));
        var head = _streams.GetValueOrDefault(stream);
        var entry = Json.Object(
            ("actor_id", said.Actor),
            ("body_digest", ModelEvent.Digest(bodySalt, Encoding.UTF8.GetBytes(body))),
            ("clinic_id", clinic),
            ("position", Events.Count + 1),
            ("previous", head.Leaf is null ? null : Convert.ToHexStringLower(head.Leaf)),
            ("recorded_at", Now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
            ("role", said.Role),
            ("session_note_id", said.Note),
            ("signature_digest", said.Image is null ? null : ModelEvent.Digest(imageSalt, SHA256.HashData(said.Image))),
            ("stream", stream),
            ("type", type),
            ("version", head.Version + 1)
        );
        var made = new ModelEvent(stream, said.Note, Json.Text(entry), body, bodySalt, said.Image is null ? null : imageSalt, said.Image);
        _streams[stream] = (head.Version + 1, made.Leaf);
        Events.Add(made);
        return made;
    }

    public Place[] PlacesBefore(int size) =>
        [
            .. Events
                .Take(size)
                .Where(e => e.Note is not null)
                .GroupBy(e => e.Note!.Value)
                .Select(note => new Place(note.Key, note.Count(), note.Last().Leaf)),
        ];

    public string Checkpoint(int size) => key.Sign(size, Textbook.Root(Leaves.AsSpan(0, size)));

    private static OrderedDictionary<string, object?> Described(byte[] png) =>
        Json.Object(("byte_length", png.Length), ("media_type", "image/png"), ("sha256", Convert.ToHexStringLower(SHA256.HashData(png))));
}

/// <summary>Who did it, on which note, with which signature, and in which members the body says so.</summary>
internal sealed record Said(
    string ActorMember,
    string RoleMember,
    string TimeMember,
    long? Note = null,
    long? Actor = 124,
    string? Role = "admin",
    byte[]? Image = null,
    string ImageMember = "signature"
);
