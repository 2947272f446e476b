using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Gives committed events their positions, and in the same transaction their leaves.</summary>
internal sealed class Sequencer(LedgerMetrics metrics, RecentEntries recent)
{
    /// <summary>How many events get their positions in one transaction at most.</summary>
    private const int Batch = 2_000;

    private readonly Dictionary<string, long> _sizes = [];
    private long _reached;

    /// <summary>Gives positions to events that have none. Only one sequencer may run at a time.</summary>
    /// <returns>What it gave, and whether there may be more to do.</returns>
    public async Task<(IReadOnlyList<LedgerRow> Rows, bool More)> Round(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var found = await PendingEvents.Find(connection, Batch, cancellation);
        if (found.Passed != _reached)
            Forget();
        var before = await Sizes([.. found.Events.Select(e => e.ClinicId).Distinct()], connection, cancellation);
        var rows = Sequenced(found, before);
        LedgerGrown[] grown =
        [
            .. rows.GroupBy(row => row.ClinicId).Select(clinic => new LedgerGrown(clinic.Key, before[clinic.Key], clinic.Last().Position)),
        ];
        await recent.Add(found.Events, rows, Store(found, rows, grown, transaction, cancellation));
        metrics.Placed(found.Events);
        _reached = found.Reached;
        foreach (var ledger in grown)
            _sizes[ledger.ClinicId] = ledger.After;
        return (rows, found.Numbers.Count >= Batch);
    }

    /// <summary>Tells it that a ledger has grown by a commitment, or may have.</summary>
    public void ForgetSize(string clinic) => _sizes.Remove(clinic);

    /// <summary>Tells it that anything may have happened to the ledgers, as when the database was set back to what it had been.</summary>
    public void Forget()
    {
        _sizes.Clear();
        recent.Clear();
    }

    private static async Task Store(
        FoundEvents found,
        List<LedgerRow> rows,
        LedgerGrown[] grown,
        NpgsqlTransaction transaction,
        CancellationToken cancellation
    )
    {
        var connection = transaction.Connection!;
        await using var batch = new NpgsqlBatch(connection);
        PendingEvents.AddProgress(batch, found);
        LedgerRows.Add(batch, rows);
        ListedStreams.Add(batch, found.Events);
        LedgerGrown[] deeper = [.. grown.Where(ledger => MerkleTree.CompletedBy(ledger.Before, ledger.After).Any())];
        if (deeper.Length == 0)
        {
            // It comes to nothing when something before it fails, and needs no round trip of its own.
            batch.BatchCommands.Add(new("commit"));
            await batch.ExecuteNonQueryAsync(cancellation);
            return;
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        foreach (var ledger in deeper)
            await TreeGrowth.Complete(ledger.ClinicId, ledger.Before, ledger.After, connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<Dictionary<string, long>> Sizes(
        IReadOnlyList<string> clinics,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var sizes = new Dictionary<string, long>();
        foreach (var clinic in clinics)
        {
            if (!_sizes.TryGetValue(clinic, out var size))
                size = await LedgerRows.Size(clinic, connection, cancellation);
            sizes[clinic] = size;
        }

        return sizes;
    }

    private static List<LedgerRow> Sequenced(FoundEvents found, Dictionary<string, long> sizes)
    {
        var leaves = new Dictionary<(string, string, long), TreeHash>(found.Leaves);
        var next = new Dictionary<string, long>(sizes);
        var rows = new List<LedgerRow>(found.Events.Count);
        foreach (var e in found.Events)
        {
            var position = ++next[e.ClinicId];
            var (bodySalt, signatureSalt) = (Entries.NewSalt(), e.Event.Signature is null ? null : Entries.NewSalt());
            TreeHash? previous = e.Version == 1 ? null : leaves[(e.ClinicId, e.Stream, e.Version - 1)];
            var leaf = Entries.Of(e, position, previous, bodySalt, signatureSalt).Leaf();
            leaves[(e.ClinicId, e.Stream, e.Version)] = leaf;
            rows.Add(new LedgerRow(e.ClinicId, position, e.Number, e.Event.SessionNoteId, leaf, bodySalt, signatureSalt));
        }

        return rows;
    }

    /// <summary>How many entries a ledger had, and has with those of a round.</summary>
    private sealed record LedgerGrown(string ClinicId, long Before, long After);
}
