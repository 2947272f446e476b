using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// Finds the committed events that have no position yet. Numbers are given before a commit, so an event may appear after later ones: a
/// number that is missing is remembered until nobody can use it any more, which is when all transactions have ended that had begun when it
/// was first missed.
/// </summary>
internal static class PendingEvents
{
    private const string Columns = "seq_id, tenant_id, stream_id, version, type, data";

    private const string Pending = $"""
        (select {Columns} from mt_events where seq_id in (select event_number from ledger_gaps))
        union all
        (select {Columns} from mt_events where seq_id > $1 order by seq_id limit $2)
        order by seq_id
        """;

    private const string Gaps = """
        with gone as (delete from ledger_gaps where event_number = any($1) or seen_before <= pg_snapshot_xmin(pg_current_snapshot()))
        insert into ledger_gaps select missing, pg_snapshot_xmax(pg_current_snapshot()) from unnest($2) as missing
        """;

    private const string Progress = "update ledger_progress set event_number = $1";

    /// <summary>
    /// The pending events, in the order of their numbers, and how far that looked. Streams of the store's own (`mt_…`) are no clinic's.
    /// </summary>
    public static async Task<Found> Find(NpgsqlConnection connection, int atMost, CancellationToken cancellation)
    {
        await using var progress = new NpgsqlCommand("select event_number from ledger_progress", connection);
        var passed = (long)(await progress.ExecuteScalarAsync(cancellation))!;

        await using var command = new NpgsqlCommand(Pending, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = passed });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        var events = new List<CommittedEvent>();
        var numbers = new List<long>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var (number, stream, type) = (row.GetInt64(0), row.GetString(2), row.GetString(4));
            numbers.Add(number);

            // A commitment got its position when it was recorded.
            if (type == Commitments.Type || stream.StartsWith("mt_", StringComparison.Ordinal))
                continue;

            var body = row.GetString(5);
            events.Add(new CommittedEvent(number, row.GetString(1), stream, row.GetInt64(3), type, body, StoredEvents.Read(type, body)));
        }

        return new Found(events, numbers, passed);
    }

    /// <summary>Writes down how far was looked, and which numbers were missing.</summary>
    public static void AddProgress(NpgsqlBatch batch, Found found)
    {
        if (found.Numbers.Count == 0)
            return;

        var highest = Math.Max(found.Passed, found.Numbers[^1]);
        var there = found.Numbers.ToHashSet();
        long[] missing = [.. Range(found.Passed + 1, highest).Where(number => !there.Contains(number))];
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(Gaps)
            {
                Parameters = { ArrayParameter.Of(NpgsqlDbType.Bigint, found.Numbers), ArrayParameter.Of(NpgsqlDbType.Bigint, missing) },
            }
        );
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Progress) { Parameters = { new NpgsqlParameter<long> { TypedValue = highest } } });
    }

    private static IEnumerable<long> Range(long from, long to)
    {
        for (var number = from; number <= to; number++)
            yield return number;
    }

    /// <param name="Events">The events.</param>
    /// <param name="Numbers">All numbers that were there, in order.</param>
    /// <param name="Passed">How far had been looked before.</param>
    internal sealed record Found(IReadOnlyList<CommittedEvent> Events, IReadOnlyList<long> Numbers, long Passed);
}
