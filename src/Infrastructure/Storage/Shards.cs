using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>
/// Work that services on one database share, in parts by ids. A part is the service's whose connection has PostgreSQL's advisory lock of it;
/// in the moment in which that connection ends, however it ends, another service may take it. Each takes no more than its share.
/// </summary>
/// <param name="connection">Whose locks they are.</param>
/// <param name="work">What is shared, such as <c>clinicnotes webhooks</c>.</param>
internal sealed class Shards(NpgsqlConnection connection, string work)
{
    public const int Count = 16;

    private readonly string _name = $"hashtext('{work}')";

    private readonly HashSet<int> _held = [];
    private bool _joined;

    /// <summary>The parts that are this service's.</summary>
    public IReadOnlyCollection<int> Held => _held;

    /// <summary>Every service has the lock after those of the parts, so that they can count each other.</summary>
    private string Join => $"select 1 from pg_advisory_lock_shared({_name}, {Count})";

    private string Locks =>
        $"""
            select objid::int from pg_locks
            where locktype = 'advisory' and classid = {_name}::oid and objsubid = 2 and granted
                and database = (select oid from pg_database where datname = current_database())
            """;

    /// <summary>The part of what has this id.</summary>
    public static int Of(long id) => (int)(id % Count);

    /// <summary>Takes free parts up to this service's share, and gives back what is beyond it.</summary>
    /// <param name="isIdle">Whether nothing of a part is being done at this moment.</param>
    /// <param name="cancellation">When the service ends.</param>
    public async Task Balance(Func<int, bool> isIdle, CancellationToken cancellation)
    {
        if (!_joined)
            await Execute(Join, part: null, cancellation);
        _joined = true;

        var locks = await Granted(cancellation);
        var services = locks.Count(part => part == Count);
        var share = (Count + services - 1) / services;
        foreach (var part in _held.Where(isIdle).Take(Math.Max(0, _held.Count - share)).ToList())
        {
            await Execute($"select pg_advisory_unlock({_name}, $1)", part, cancellation);
            _held.Remove(part);
        }

        foreach (var part in Enumerable.Range(0, Count).Except(locks).Take(Math.Max(0, share - _held.Count)))
        {
            if (await Execute($"select pg_try_advisory_lock({_name}, $1)", part, cancellation) is true)
                _held.Add(part);
        }
    }

    private async Task<List<int>> Granted(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Locks, connection);
        var parts = new List<int>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            parts.Add(row.GetInt32(0));
        return parts;
    }

    private async Task<object?> Execute(string sql, int? part, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (part is { } number)
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        return await command.ExecuteScalarAsync(cancellation);
    }
}
