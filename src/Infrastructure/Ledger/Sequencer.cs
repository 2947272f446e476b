using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Gives committed events their positions, and in the same transaction their leaves.</summary>
internal sealed class Sequencer(GrowingTrees trees, LedgerMetrics metrics, RecentEntries recent)
{
    /// <summary>How many events get their positions in one transaction at most.</summary>
    private const int Batch = 2_000;

    private long _reached;

    /// <summary>Gives positions to events that have none. Only one sequencer may run at a time.</summary>
    /// <returns>What it gave, and whether there may be more to do.</returns>
    public async Task<(IReadOnlyList<LedgerRow> Rows, bool More)> Round(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var found = await PendingEvents.Find(connection, Batch, cancellation);
        if (found.Passed != _reached)
            Forget();
        var grown = new Dictionary<string, GrowingTree>();
        foreach (var clinic in found.Events.Select(e => e.ClinicId).Distinct())
            grown[clinic] = await trees.Take(clinic, connection, cancellation);
        var (rows, hashes) = Sequenced(found, grown);
        await recent.Add(found.Events, rows, Store(found, rows, hashes, connection, cancellation));
        metrics.Placed(found.Events);
        _reached = found.Reached;
        foreach (var (clinic, tree) in grown)
            trees.Keep(clinic, tree);
        return (rows, found.Numbers.Count >= Batch);
    }

    /// <summary>Tells it that anything may have happened to the ledgers, as when the database was set back to what it had been.</summary>
    public void Forget()
    {
        trees.Clear();
        recent.Clear();
    }

    private static async Task Store(
        FoundEvents found,
        List<LedgerRow> rows,
        List<(string, CompletedHash)> hashes,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        PendingEvents.AddProgress(batch, found);
        LedgerRows.Add(batch, rows);
        HashRows.Add(batch, hashes);
        ListedStreams.Add(batch, found.Events);

        // It comes to nothing when something before it fails, and needs no round trip of its own.
        batch.BatchCommands.Add(new("commit"));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static (List<LedgerRow> Rows, List<(string, CompletedHash)> Hashes) Sequenced(
        FoundEvents found,
        Dictionary<string, GrowingTree> trees
    )
    {
        var leaves = new Dictionary<(string, string, long), TreeHash>(found.Leaves);
        var rows = new List<LedgerRow>(found.Events.Count);
        var hashes = new List<(string, CompletedHash)>();
        var salts = new Salts(2 * found.Events.Count);
        foreach (var e in found.Events)
        {
            var tree = trees[e.ClinicId];
            var position = tree.Size + 1;
            var (bodySalt, signatureSalt) = (salts.Next(), e.Event.Signature is null ? null : salts.Next());
            // Where a ledger lacks the entry of the event before, the check says so.
            TreeHash? previous = e.Version > 1 && leaves.TryGetValue((e.ClinicId, e.Stream, e.Version - 1), out var before) ? before : null;
            var leaf = Entries.Of(e, position, previous, bodySalt, signatureSalt).Leaf();
            leaves[(e.ClinicId, e.Stream, e.Version)] = leaf;
            rows.Add(new LedgerRow(e.ClinicId, position, e.Number, e.Event.SessionNoteId, leaf, bodySalt, signatureSalt));
            foreach (var completed in tree.Add(leaf))
                hashes.Add((e.ClinicId, completed));
        }

        return (rows, hashes);
    }
}
