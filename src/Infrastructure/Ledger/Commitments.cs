using System.Text.Json;
using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Appends;
using ClinicNotes.Infrastructure.Storage;
using JasperFx.Events;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Has a clinic's ledger state what it has of each session note, and signs what the ledger is then.</summary>
internal sealed class Commitments(
    EventWriter writer,
    EventFormat format,
    Checkpoints checkpoints,
    GrowingTrees trees,
    RecentEntries recent,
    IClock clock
)
{
    public const string Type = "ledger_committed";

    // The map of a clinic with very many notes takes a while, in which PostgreSQL hears nothing.
    private const string Patience = "set local idle_in_transaction_session_timeout = '60s'";

    private const string Number = "select seq_id from mt_events where tenant_id = $1 and stream_id = 'ledger' and version = $2";

    /// <summary>Commits to all entries of a clinic that no commitment covers yet, and signs a checkpoint. Does nothing if there are none.</summary>
    /// <param name="clinic">Whose ledger.</param>
    /// <param name="known">What is known of these entries; if that is not all of them, they are read.</param>
    /// <param name="connection">That of the keeper of the ledgers.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    /// <exception cref="ContradictionException">The ledger is no longer what was signed before, or what was placed in it.</exception>
    public async Task Commit(string clinic, UncommittedNotes? known, NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await CommitTo(clinic, known, connection, cancellation);
        }
        catch (DamagedRecordException damage)
        {
            throw new ContradictionException(clinic, damage.Message, damage);
        }
    }

    private async Task CommitTo(string clinic, UncommittedNotes? known, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using var patience = new NpgsqlCommand(Patience, connection);
        await patience.ExecuteNonQueryAsync(cancellation);
        var (events, rows) = (new List<CommittedEvent>(), new List<LedgerRow>());
        var tree = await trees.TakeStored(clinic, connection, cancellation);
        var signed = await checkpoints.MustStillHold(clinic, tree.Size, connection, cancellation);
        var last = await LastCommitment.Of(clinic, connection, cancellation);
        if (tree.Size > last.Position)
        {
            var notes =
                known?.Is(last.Position, tree.Size) == true
                    ? known.Notes
                    : await CommittedNotes.Between(clinic, last.Position, tree.Size, connection, cancellation);
            var map = await StoredMap.Add(clinic, last.Map, notes, connection, cancellation);
            var committed = LedgerCommitted.To(map.Root, last.SessionNotes + map.Added, clock.GetCurrentInstant()).Event!;
            var e = await Record(clinic, last, committed, connection, cancellation);
            events.Add(e);
            rows.Add(await Place(e, tree, last.Leaf, connection, cancellation));
        }

        await checkpoints.Sign(clinic, tree, signed, connection, cancellation);
        await recent.Add(events, rows, transaction.CommitAsync(cancellation));
        trees.Keep(clinic, tree);
    }

    private async Task<CommittedEvent> Record(
        string clinic,
        LastCommitment last,
        LedgerCommitted committed,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var body = JsonSerializer.Serialize(committed, StoredJson.Options);
        var named = format.Named(new Event<LedgerCommitted>(committed) { Id = Guid.CreateVersion7() });
        var key = new StreamKey(clinic, LedgerCommitted.Stream);
        var append = new Append(key, LedgerCommitted.Stream, last.Version, named, body, committed, TextLength: 0, Image: null);
        await using var record = new NpgsqlCommand(EventWriter.Statement, connection);
        writer.AddParameters(record, [append]);
        if ((bool[])(await record.ExecuteScalarAsync(cancellation))! is not [true])
            throw new DamagedRecordException($"after version {last.Version} of {LedgerCommitted.Stream} there is another already");

        await using var numbered = new NpgsqlCommand(Number, connection);
        numbered.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        numbered.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last.Version + 1 });
        var number = (long)(await numbered.ExecuteScalarAsync(cancellation))!;
        return new CommittedEvent(number, named.Id, clinic, key.Stream, last.Version + 1, Type, body, committed);
    }

    private static async Task<LedgerRow> Place(
        CommittedEvent e,
        GrowingTree tree,
        TreeHash? previous,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var (position, salt) = (tree.Size + 1, new Salts(1).Next());
        var leaf = Entries.Of(e, position, previous, salt, signatureSalt: null).Leaf();
        var row = new LedgerRow(e.ClinicId, position, e.Number, SessionNoteId: null, leaf, salt, null);
        await using var batch = new NpgsqlBatch(connection);
        LedgerRows.Add(batch, [row]);
        HashRows.Add(batch, [.. tree.Add(leaf).Select(completed => (e.ClinicId, completed))]);
        await batch.ExecuteNonQueryAsync(cancellation);
        return row;
    }
}
