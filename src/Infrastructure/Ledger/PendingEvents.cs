using ClinicNotes.Domain.Ledger;
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
    private const string Columns = "seq_id, id, tenant_id, stream_id, version, type, data";

    // The leaf of the event before in the same stream, if that has one yet.
    private const string Previous = """
        case when version > 1 then (
            select leaf from ledger_entries where event_number = (
                select seq_id from mt_events p where p.tenant_id = e.tenant_id and p.stream_id = e.stream_id and p.version = e.version - 1
            )
        ) end
        """;

    // Those that were missing come first: an event of the same stream that was recorded later must not overtake one. Each is looked up by its
    // number (the offset sees to that): mostly there are none, and PostgreSQL would rather read through all events to see whether one is.
    private const string Pending = $"""
        select {Columns}, {Previous} from (
            (
                select {Columns} from ledger_gaps g
                    cross join lateral (select {Columns} from mt_events where seq_id = g.event_number offset 0) filled
                order by seq_id limit $1
            )
            union all
            (select {Columns} from mt_events where seq_id > (select event_number from ledger_progress) order by seq_id limit $1)
            order by seq_id limit $1
        ) e order by seq_id
        """;

    private const string Gaps = """
        with gone as (
            delete from ledger_gaps
            where event_number in (select unnest($1))
                or (event_number <= $3 and seen_before <= pg_snapshot_xmin(pg_current_snapshot()))
        )
        insert into ledger_gaps select missing, pg_snapshot_xmax(pg_current_snapshot()) from unnest($2) as missing
        """;

    private const string Progress = "update ledger_progress set event_number = $1";

    /// <summary>
    /// The pending events, in the order of their numbers, and how far that looked. The lists may be written in the same transaction then.
    /// Streams of the store's own (`mt_…`) are no clinic's.
    /// </summary>
    public static async Task<FoundEvents> Find(NpgsqlConnection connection, int atMost, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in ListCorrection.BeforeWriting)
            batch.BatchCommands.Add(new(statement));
        batch.BatchCommands.Add(new("select event_number from ledger_progress"));
        batch.BatchCommands.Add(new(Pending) { Parameters = { new NpgsqlParameter<int> { TypedValue = atMost } } });
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var passed = row.GetInt64(0);
        await row.NextResultAsync(cancellation);
        var events = new List<CommittedEvent>();
        var leaves = new Dictionary<(string, string, long), TreeHash>();
        var numbers = new List<long>();
        while (await row.ReadAsync(cancellation))
        {
            var (number, stream, type) = (row.GetInt64(0), row.GetString(3), row.GetString(5));
            numbers.Add(number);

            // A commitment got its position when it was recorded.
            if (type == Commitments.Type || stream.StartsWith("mt_", StringComparison.Ordinal))
                continue;

            var (clinic, version, body) = (row.GetString(2), row.GetInt64(4), row.GetString(6));
            var e = StoredEvents.Read(stream, version, type, body);
            events.Add(new CommittedEvent(number, row.GetGuid(1), clinic, stream, version, type, body, e));
            if (!row.IsDBNull(7))
                leaves[(clinic, stream, version - 1)] = row.Hash(7);
        }

        return new FoundEvents(events, leaves, numbers, passed, LookedAt: numbers.Count < atMost ? long.MaxValue : numbers[^1]);
    }

    /// <summary>Writes down how far was looked, and which numbers were missing.</summary>
    public static void AddProgress(NpgsqlBatch batch, FoundEvents found)
    {
        if (found.Numbers.Count == 0)
            return;

        var there = found.Numbers.ToHashSet();
        long[] missing = [.. Range(found.Passed + 1, found.Reached).Where(number => !there.Contains(number))];
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(Gaps)
            {
                Parameters =
                {
                    ArrayParameter.Of(NpgsqlDbType.Bigint, found.Numbers),
                    ArrayParameter.Of(NpgsqlDbType.Bigint, missing),
                    new NpgsqlParameter<long> { TypedValue = found.LookedAt },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(Progress) { Parameters = { new NpgsqlParameter<long> { TypedValue = found.Reached } } }
        );
    }

    private static IEnumerable<long> Range(long from, long to)
    {
        for (var number = from; number <= to; number++)
            yield return number;
    }
}
