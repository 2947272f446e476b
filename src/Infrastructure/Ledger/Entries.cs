using System.Globalization;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Ledger;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Makes the ledger's entry of an event.</summary>
internal static class Entries
{
    /// <exception cref="DamagedRecordException">The body cannot be written as canonical JSON. No event of the service is like that.</exception>
    public static LedgerEntry Of(CommittedEvent e, long position, TreeHash? previous, byte[] bodySalt, byte[]? signatureSalt) =>
        new(
            long.Parse(e.ClinicId, CultureInfo.InvariantCulture),
            position,
            e.Stream,
            e.Version,
            previous,
            e.Type,
            e.Event.ActorId,
            e.Event.ActorRole?.Name(),
            e.Event.SessionNoteId,
            e.Event.RecordedAt,
            SaltedDigest.Of(bodySalt, CanonicalBody(e)),
            e.Event.Signature is { } signature ? SaltedDigest.Of(signatureSalt, Digest(e, signature.Sha256)) : null
        );

    public static byte[] CanonicalBody(CommittedEvent e) =>
        CanonicalJson.Of(e.Body, out var refusal)
        ?? throw new DamagedRecordException($"version {e.Version} of {e.Stream} is no event of the service: {refusal!.TrimEnd('.')}");

    private static byte[] Digest(CommittedEvent e, string sha256) =>
        TreeHash.FromHex(sha256)?.ToArray()
        ?? throw new DamagedRecordException($"version {e.Version} of {e.Stream} names a signature by what is no SHA-256");
}
