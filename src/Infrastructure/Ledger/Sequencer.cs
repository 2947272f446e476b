using ClinicNotes.Domain.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Gives committed events their positions, and in the same transaction their leaves.</summary>
internal sealed class Sequencer(LedgerMetrics metrics, RecentEntries recent)
{
    /// <summary>How many events get their positions in one transaction at most.</summary>
    private const int Batch = 2_000;

    private readonly Dictionary<string, long> _sizes = [];

    /// <summary>Gives positions to events that have none. Only one sequencer may run at a time.</summary>
    /// <returns>What it gave, and whether there may be more to do.</returns>
    public async Task<(IReadOnlyList<LedgerRow> Rows, bool More)> Round(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var found = await PendingEvents.Find(connection, Batch, cancellation);
        var before = await Sizes([.. found.Events.Select(e => e.ClinicId).Distinct()], connection, cancellation);
        var rows = Sequenced(found, before);

        await using var batch = new NpgsqlBatch(connection);
        PendingEvents.AddProgress(batch, found);
        LedgerRows.Add(batch, rows);
        ListedStreams.Add(batch, found.Events);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation);

        var after = rows.GroupBy(row => row.ClinicId).ToDictionary(clinic => clinic.Key, clinic => clinic.Last().Position);
        foreach (var (clinic, size) in after)
            await TreeGrowth.Complete(clinic, before[clinic], size, connection, cancellation);

        await recent.Add(found.Events, rows, transaction.CommitAsync(cancellation));
        metrics.Placed(found.Events);
        foreach (var (clinic, size) in after)
            _sizes[clinic] = size;
        return (rows, found.Numbers.Count >= Batch);
    }

    /// <summary>Tells it that a ledger has grown by other means, or may have.</summary>
    public void Forget()
    {
        _sizes.Clear();
        recent.Clear();
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
}
