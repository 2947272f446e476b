using System.Text.Json;
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

    private const string Last = """
        select e.version, l.position, l.leaf, (e.data ->> 'session_notes')::bigint
        from mt_events e join ledger_entries l on l.event_number = e.seq_id
        where e.tenant_id = $1 and e.stream_id = 'ledger' order by e.version desc limit 1
        """;

    private const string Number = "select seq_id from mt_events where tenant_id = $1 and stream_id = 'ledger' and version = $2";

    /// <summary>Commits to all entries of a clinic that no commitment covers yet, and signs a checkpoint. Does nothing if there are none.</summary>
    /// <param name="clinic">Whose ledger.</param>
    /// <param name="known">What is known of these entries; if that is not all of them, they are read.</param>
    /// <param name="connection">That of the keeper of the ledgers.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public async Task Commit(string clinic, UncommittedNotes? known, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var (events, rows) = (new List<CommittedEvent>(), new List<LedgerRow>());
        var last = await LastOf(clinic, connection, cancellation);
        var tree = await trees.TakeStored(clinic, connection, cancellation);
        if (tree.Size > last.Position)
        {
            var notes =
                known?.Is(last.Position, tree.Size) == true
                    ? known.Notes
                    : await CommittedNotes.Since(clinic, last.Position, connection, cancellation);
            var map = await StoredMap.Add(clinic, notes, connection, cancellation);
            var committed = LedgerCommitted.To(map.Root, last.SessionNotes + map.Added, clock.GetCurrentInstant()).Event!;
            var e = await Record(clinic, last, committed, connection, cancellation);
            events.Add(e);
            rows.Add(await Place(e, tree, last.Leaf, connection, cancellation));
        }

        await checkpoints.Sign(clinic, tree.Size, connection, cancellation);
        await recent.Add(events, rows, transaction.CommitAsync(cancellation));
        trees.Keep(clinic, tree);
    }

    private async Task<CommittedEvent> Record(
        string clinic,
        Commitment last,
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
            throw new InvalidOperationException($"Another service keeps the ledger of clinic {clinic} too.");

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

    private static async Task<Commitment> LastOf(string clinic, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Patience));
        batch.BatchCommands.Add(new(Last) { Parameters = { new NpgsqlParameter<string> { TypedValue = clinic } } });
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new(row.GetInt64(0), row.GetInt64(1), TreeHash.From(row.GetFieldValue<byte[]>(2)), row.GetInt64(3))
            : new(Version: 0, Position: 0, Leaf: null, SessionNotes: 0);
    }

    /// <summary>The last commitment of a ledger; all zero before the first.</summary>
    private sealed record Commitment(long Version, long Position, TreeHash? Leaf, long SessionNotes);
}
