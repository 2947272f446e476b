using ClinicNotes.Application;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Makes proof packs of what is stored: of a record that was tampered with, one that does not hold.</summary>
internal sealed class ProofPacks(NpgsqlDataSource database, CheckpointKey key) : IProofPacks
{
    private const string MediaType = "application/x-ndjson";
    private const int AtOnce = 1_000;

    public OlderCheckpoint? Parse(long clinicId, string text) =>
        SignedNote.Parse(text) is { } note
        && Checkpoint.Parse(note.Text) is { Size: > 0 } checkpoint
        && checkpoint.Origin == key.OriginOf(Tenant.Of(clinicId))
            ? new OlderCheckpoint(text, checkpoint.Size)
            : null;

    public async Task<Streamed?> OfNote(long clinicId, long sessionNoteId, OlderCheckpoint? older, CancellationToken cancellation)
    {
        var clinic = Tenant.Of(clinicId);
        await using var connection = await database.OpenConnectionAsync(cancellation);

        // The map is that of the newest checkpoint at every moment, and only then.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        if (await Checkpoints.NewestOf(clinic, connection, cancellation) is not var (size, checkpoint))
            return null;

        var entries = await StoredEntries.OfNote(clinic, sessionNoteId, size, connection, cancellation);
        var commitment = await StoredEntries.Read(clinic, size, 1, connection, cancellation);
        var place = await NoteMap.Prove(sessionNoteId, paths => StoredMap.Blocks(clinic, paths, connection, cancellation));
        if (entries.Count == 0 || commitment.Count == 0 || place is null)
            return null;

        var packed = await Packed(clinic, [.. entries, .. commitment], size, connection, cancellation);
        var since = await Since(clinic, older, size, connection, cancellation);
        var header = new PackHeader(clinic, sessionNoteId, key.VerifierKeys(clinic)[0].Text, checkpoint, packed[^1], place.Siblings, since);
        return new Streamed(Write, MediaType, $"session-note-{sessionNoteId}-at-{size}.proof");

        async Task Write(Stream stream, CancellationToken ended)
        {
            using var pack = new PackWriter(stream);
            await pack.Header(header, ended);
            foreach (var e in packed.SkipLast(1))
                await pack.Event(e, ended);
        }
    }

    public async Task<Streamed?> OfLedger(long clinicId, OlderCheckpoint? older, CancellationToken cancellation)
    {
        var clinic = Tenant.Of(clinicId);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await Checkpoints.NewestOf(clinic, connection, cancellation) is not var (size, checkpoint))
            return null;

        var since = await Since(clinic, older, size, connection, cancellation);
        var header = new PackHeader(clinic, null, key.VerifierKeys(clinic)[0].Text, checkpoint, Commitment: null, Map: null, since);
        return new Streamed(Write, MediaType, $"clinic-{clinicId}-at-{size}.proof");

        async Task Write(Stream stream, CancellationToken ended)
        {
            using var pack = new PackWriter(stream);
            await pack.Header(header, ended);
            for (var first = 1L; first <= size; first += AtOnce)
            {
                await using var reading = await database.OpenConnectionAsync(ended);
                var entries = await StoredEntries.Read(clinic, first, (int)Math.Min(AtOnce, size - first + 1), reading, ended);
                var files = await SignatureFiles.Of(clinic, entries, reading, ended);
                foreach (var entry in entries)
                    await pack.Event(new PackedEvent(entry, FileOf(entry, files), Inclusion: null), ended);
            }
        }
    }

    private static async Task<List<PackedEvent>> Packed(
        string clinic,
        IReadOnlyList<StoredEntry> entries,
        long size,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var plans = entries.Select(entry => MerkleTree.InclusionProof(entry.Entry.Position, size)!).ToArray();
        HashSpan[] needs = [.. plans.SelectMany(plan => plan.Needs).Distinct()];
        var hashes = await StoredHashes.Read(clinic, needs, connection, cancellation);
        var files = await SignatureFiles.Of(clinic, entries, connection, cancellation);
        return
        [
            .. entries.Zip(
                plans,
                (entry, plan) => new PackedEvent(entry, FileOf(entry, files), plan.Fold(span => StoredHashes.Whole(span, hashes)))
            ),
        ];
    }

    private static async Task<PackSince?> Since(
        string clinic,
        OlderCheckpoint? older,
        long size,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        older is not null && MerkleTree.ConsistencyProof(older.Size, size) is { } plan
            ? new PackSince(older.Text, await StoredHashes.Fold(clinic, plan, connection, cancellation))
            : null;

    private static byte[]? FileOf(StoredEntry entry, Dictionary<string, byte[]> files) =>
        entry.Event.Event.Signature is { } signature ? files.GetValueOrDefault(signature.Sha256) : null;
}
