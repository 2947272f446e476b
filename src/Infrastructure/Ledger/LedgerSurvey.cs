using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// Looks whether every event that the keeper has passed is in a ledger: each number once, a piece at a time, from the first when a service
/// begins to keep the ledgers. Those that are in none it looks at again until they are.
/// </summary>
internal sealed class LedgerSurvey(SurveyCondition condition)
{
    /// <summary>How many numbers it looks at in one go: for some milliseconds, in which no event gets a position.</summary>
    internal const int Piece = 10_000;

    /// <summary>
    /// How many numbers that no event has it goes on looking at, the highest ones: transactions that came to nothing leave some for ever.
    /// </summary>
    internal const int Unused = 1_000;

    private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private const string Entries = """
        select upto, array(select event_number from ledger_entries where event_number > $1 and event_number <= upto)
        from (select least(event_number, $2) as upto from ledger_progress) passed
        """;

    // The store's own events (`mt_…`) belong in no ledger. The offset has gaps looked up by their numbers: mostly there are none, and the plan is
    // made once.
    private const string Numbers = """
        select number, l.event_number is not null or coalesce(starts_with(e.stream_id, 'mt_'), false), g.event_number is not null, e.seq_id is not null
        from unnest($1) as number
            left join ledger_entries l on l.event_number = number
            left join lateral (select event_number from ledger_gaps where event_number = number offset 0) g on true
            left join mt_events e on e.seq_id = number
        """;

    private readonly SortedSet<long> _open = [];
    private long _looked;

    /// <summary>How long after a look the next is due.</summary>
    public TimeSpan Rest { get; private set; } = BetweenPieces;

    /// <summary>Looks at the next numbers, at no more than a piece of them, and again at those that were in no ledger.</summary>
    public async Task Look(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Where so many are in no ledger, there is no need to find more, nor the memory.
        var found = _open.Count < Piece ? await LookOn(connection, cancellation) : 0;
        var missing = await LookAgain(connection, cancellation);
        condition.Lacks(missing);
        Rest = found == Piece ? BetweenPieces : BetweenLooks;
    }

    /// <summary>Another service keeps the ledgers, and looks.</summary>
    public void Leave() => condition.Lacks([]);

    private async Task<long> LookOn(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Entries, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _looked });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _looked + Piece });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var upTo = row.GetInt64(0);
        if (upTo < _looked)
        {
            // The database was set back.
            (_looked, upTo) = (0, 0);
            _open.Clear();
            return Piece;
        }

        var placed = row.GetFieldValue<long[]>(1).ToHashSet();
        var from = _looked;
        while (_looked < upTo)
        {
            if (!placed.Contains(++_looked))
                _open.Add(_looked);
        }

        return upTo - from;
    }

    /// <returns>The numbers of events that the keeper has passed over.</returns>
    private async Task<List<long>> LookAgain(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (missing, unused) = (new List<long>(), new List<long>());
        if (_open.Count == 0)
            return missing;

        await using var command = new NpgsqlCommand(Numbers, connection);
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Bigint, _open));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var (number, isSettled, isRemembered, isThere) = (row.GetInt64(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3));
            if (isSettled)
                _open.Remove(number);
            else if (!isRemembered)
                (isThere ? missing : unused).Add(number);
        }

        _open.ExceptWith(unused.Order().SkipLast(Unused));
        return missing;
    }
}
