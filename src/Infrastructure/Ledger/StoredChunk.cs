using System.Runtime.CompilerServices;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Entries of a ledger that follow each other, with their events as far as these can be read.</summary>
/// <param name="Rows">What <c>ledger_entries</c> says, in order.</param>
/// <param name="Entries">By position the entries made anew.</param>
/// <param name="Unreadable">By position why no entry can be made of the event.</param>
/// <param name="Checkpoints">By size the signed notes of trees that end here.</param>
internal sealed record StoredChunk(
    IReadOnlyList<(long Position, byte[] Leaf)> Rows,
    IReadOnlyDictionary<long, StoredEntry> Entries,
    IReadOnlyDictionary<long, string> Unreadable,
    IReadOnlyDictionary<long, string> Checkpoints
)
{
    private const int AtOnce = 1_000;

    private const string Following =
        "select position, leaf from ledger_entries where clinic_id = $1 and position > $2 order by position limit $3";
    private const string Signed = "select size, note from ledger_checkpoints where clinic_id = $1 and size >= $2 and size <= $3";

    /// <summary>A whole ledger.</summary>
    public static async IAsyncEnumerable<StoredChunk> All(
        string clinic,
        NpgsqlConnection connection,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var rows = await After(0); rows.Count > 0; rows = await After(rows[^1].Position))
        {
            var (first, last) = (rows[0].Position, rows[^1].Position);
            var (entries, unreadable) = await Events(clinic, first, last, connection, cancellation);
            yield return new StoredChunk(rows, entries, unreadable, await Read<string>(Signed, first, last));
        }

        async Task<IReadOnlyList<(long Position, byte[] Leaf)>> After(long position)
        {
            var read = await Read<byte[]>(Following, position, AtOnce);
            return [.. read.Select(row => (row.Key, row.Value)).TakeWhile(row => row.Key - read.First().Key < AtOnce)];
        }

        async Task<OrderedDictionary<long, T>> Read<T>(string sql, long from, long to)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
            var found = new OrderedDictionary<long, T>();
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                found[row.GetInt64(0)] = row.GetFieldValue<T>(1);

            return found;
        }
    }

    /// <summary>Where one event cannot be read, each is read by itself.</summary>
    private static async Task<(Dictionary<long, StoredEntry> Entries, Dictionary<long, string> Unreadable)> Events(
        string clinic,
        long first,
        long last,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        try
        {
            var entries = await StoredEntries.Read(clinic, first, (int)(last - first + 1), connection, cancellation);
            return (entries.ToDictionary(entry => entry.Entry.Position), []);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or NpgsqlException))
        {
            if (first == last)
                return ([], new() { [first] = fault.Message });
        }

        var middle = first + (last - first) / 2;
        var (left, right) = (
            await Events(clinic, first, middle, connection, cancellation),
            await Events(clinic, middle + 1, last, connection, cancellation)
        );
        return (left.Entries.Concat(right.Entries).ToDictionary(), left.Unreadable.Concat(right.Unreadable).ToDictionary());
    }
}
