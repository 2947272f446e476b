using NodaTime;
using NodaTime.Text;

namespace ClinicNotes.Domain.Ledger;

/// <summary>The entry of an event: what the ledger says of it, and hashes. Its texts are digests, so they can be erased later.</summary>
/// <param name="ClinicId">The clinic whose ledger it is.</param>
/// <param name="Position">The event's position in the clinic's ledger, from 1 without a gap; the leaf's index is one less.</param>
/// <param name="Stream">The event's stream, such as <c>addendum-39</c>.</param>
/// <param name="Version">The event's number in its stream, from 1.</param>
/// <param name="Previous">The leaf of the event before it in the stream; <c>null</c> for version 1.</param>
/// <param name="Type">The event's type, such as <c>addendum_requested</c>.</param>
/// <param name="ActorId">The user who acted; <c>null</c> for the operator of the service.</param>
/// <param name="Role">The role in which the actor acted, such as <c>supervisor</c>, or <c>null</c>.</param>
/// <param name="SessionNoteId">The session note that the event tells of, or <c>null</c>.</param>
/// <param name="RecordedAt">When, in UTC; what is below a millisecond is not written.</param>
/// <param name="BodyDigest">The salted digest of the body.</param>
/// <param name="SignatureDigest">The salted digest of the signature's SHA-256; <c>null</c> when the event names no signature.</param>
public sealed record LedgerEntry(
    long ClinicId,
    long Position,
    string Stream,
    long Version,
    TreeHash? Previous,
    string Type,
    long? ActorId,
    string? Role,
    long? SessionNoteId,
    Instant RecordedAt,
    TreeHash BodyDigest,
    TreeHash? SignatureDigest
)
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>The entry's bytes: the members of docs/audit.md as canonical JSON (RFC 8785).</summary>
    public byte[] ToCanonicalJson()
    {
        using var writer = new CanonicalWriter();
        return Write(writer).ToArray();
    }

    /// <summary>The entry's leaf hash (RFC 6962, section 2.1).</summary>
    public TreeHash Leaf()
    {
        using var writer = new CanonicalWriter();
        return TreeHash.OfLeaf(Write(writer));
    }

    private ReadOnlySpan<byte> Write(CanonicalWriter writer) =>
        writer
            .Raw("{\"actor_id\":"u8)
            .Number(ActorId)
            .Raw(",\"body_digest\":"u8)
            .Hex(BodyDigest)
            .Raw(",\"clinic_id\":"u8)
            .Number(ClinicId)
            .Raw(",\"position\":"u8)
            .Number(Position)
            .Raw(",\"previous\":"u8)
            .Hex(Previous)
            .Raw(",\"recorded_at\":"u8)
            .Text(Milliseconds.Format(RecordedAt))
            .Raw(",\"role\":"u8)
            .Text(Role)
            .Raw(",\"session_note_id\":"u8)
            .Number(SessionNoteId)
            .Raw(",\"signature_digest\":"u8)
            .Hex(SignatureDigest)
            .Raw(",\"stream\":"u8)
            .Text(Stream)
            .Raw(",\"type\":"u8)
            .Text(Type)
            .Raw(",\"version\":"u8)
            .Number(Version)
            .Raw("}"u8)
            .Written;
}
