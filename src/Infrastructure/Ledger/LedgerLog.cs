using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Reads a clinic's ledger for those who check it.</summary>
internal sealed class LedgerLog(NpgsqlDataSource database, CheckpointKey key) : ILedgerLog
{
    public Task<long> Size(long clinicId, CancellationToken cancellation) =>
        Reading(connection => LedgerRows.Size(Tenant.Of(clinicId), connection, cancellation), cancellation);

    public Task<string?> Checkpoint(long clinicId, CancellationToken cancellation) =>
        Reading(
            async connection => (await Checkpoints.NewestOf(Tenant.Of(clinicId), connection, cancellation)) is var (_, note) ? note : null,
            cancellation
        );

    public IReadOnlyList<string> VerifierKeys(long clinicId) =>
        [.. key.VerifierKeys(Tenant.Of(clinicId)).Select(verifier => verifier.Text)];

    public async Task<byte[]?> Tile(long clinicId, int level, long index, int width, CancellationToken cancellation)
    {
        // Beyond, the numbers of leaves would not fit into 63 bits.
        if (level > HashSpan.HighestLevel || index > long.MaxValue / HashSpan.TileWidth - 1)
            return null;

        var span = new HashSpan(level, index * HashSpan.TileWidth, width);
        var hashes = await Reading(connection => StoredHashes.Read(Tenant.Of(clinicId), [span], connection, cancellation), cancellation);
        return hashes[span].Length == width ? [.. hashes[span].SelectMany(hash => hash.ToArray())] : null;
    }

    public async Task<byte[]?> Entries(long clinicId, long index, int width, CancellationToken cancellation)
    {
        if (index > long.MaxValue / HashSpan.TileWidth - 1)
            return null;

        var first = index * HashSpan.TileWidth + 1;
        var entries = await Reading(
            connection => StoredEntries.Read(Tenant.Of(clinicId), first, width, connection, cancellation),
            cancellation
        );
        if (entries.Count < width)
            return null;

        using var bundle = new MemoryStream();
        foreach (var entry in entries)
        {
            var bytes = entry.Entry.ToCanonicalJson();
            bundle.WriteByte((byte)(bytes.Length >> 8));
            bundle.WriteByte((byte)bytes.Length);
            bundle.Write(bytes);
        }

        return bundle.ToArray();
    }

    public Task<IReadOnlyList<string>?> InclusionProof(long clinicId, long position, long size, CancellationToken cancellation) =>
        Proof(clinicId, MerkleTree.InclusionProof(position, size), cancellation);

    public Task<IReadOnlyList<string>?> ConsistencyProof(long clinicId, long from, long size, CancellationToken cancellation) =>
        Proof(clinicId, MerkleTree.ConsistencyProof(from, size), cancellation);

    public Checkpoint? Verified(long clinicId, string note) => key.Verified(Tenant.Of(clinicId), note);

    public async Task<PlacedEvent?> Placed(long clinicId, long position, CancellationToken cancellation)
    {
        var entries = await Reading(
            connection => StoredEntries.Read(Tenant.Of(clinicId), position, 1, connection, cancellation),
            cancellation
        );
        return entries is [var found] ? new PlacedEvent(found.Entry, found.Leaf, found.Event.Event.Signature?.Sha256) : null;
    }

    private async Task<IReadOnlyList<string>?> Proof(long clinicId, TreePlan? plan, CancellationToken cancellation)
    {
        if (plan is null)
            return null;

        var hashes = await Reading(connection => StoredHashes.Fold(Tenant.Of(clinicId), plan, connection, cancellation), cancellation);
        return [.. hashes.Select(hash => hash.Base64)];
    }

    private async Task<T> Reading<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await read(connection);
    }
}
