using ClinicNotes.Application;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>
/// Reads one page of a list. Only what is asked for becomes part of the statement, so that PostgreSQL finds the index for it; names of columns
/// come from the rules of the query, never from a client.
/// </summary>
internal sealed class ListPage
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly string _source;

    /// <param name="clinicId">The clinic whose list it is.</param>
    /// <param name="listed">The table that holds the list as it is now.</param>
    /// <param name="past">The function that gives the list as it was at a moment.</param>
    /// <param name="asOf">The moment; <c>null</c> for now.</param>
    public ListPage(long clinicId, string listed, string past, Instant? asOf)
    {
        Where("clinic_id =", NpgsqlDbType.Varchar, Tenant.Of(clinicId));
        _source = asOf is null ? listed : $"{past}({Add(NpgsqlDbType.TimestampTz, asOf.Value.ToDateTimeUtc())})";
    }

    /// <summary>Only those for which a column compares so with a value; all when that is <c>null</c>.</summary>
    public void Where(string condition, NpgsqlDbType type, object? value)
    {
        if (value is not null)
            _conditions.Add($"{condition} {Add(type, value is Instant moment ? moment.ToDateTimeUtc() : value)}");
    }

    /// <param name="database">Where it is stored.</param>
    /// <param name="counts">The counts that together say how many there are; <c>null</c> when they have to be counted.</param>
    /// <param name="sorting">In which order.</param>
    /// <param name="paging">Which page.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public async Task<ListedIds> Read(
        NpgsqlDataSource database,
        IReadOnlyList<string>? counts,
        Sorting sorting,
        Paging paging,
        CancellationToken cancellation
    )
    {
        var from = $"from {_source} where {string.Join(" and ", _conditions)}";
        var direction = sorting.Descending ? "desc" : "asc";
        var order = sorting.By == "id" ? $"id {direction}" : $"{sorting.By} {direction}, id {direction}";
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(counts is null ? Counting(from) : Known(counts));
        batch.BatchCommands.Add(
            Command($"select id {from} order by {order} offset {Next(1)} limit {Next(2)}", paging.Offset, paging.PageSize)
        );

        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var total = row.GetInt64(0);
        await row.NextResultAsync(cancellation);
        var ids = new List<long>();
        while (await row.ReadAsync(cancellation))
            ids.Add(row.GetInt64(0));
        return new(ids, total);
    }

    private NpgsqlBatchCommand Counting(string from) => Command($"select count(*) {from}");

    private NpgsqlBatchCommand Known(IReadOnlyList<string> counts) =>
        new("select coalesce(sum(count), 0)::bigint from listed_counts where clinic_id = $1 and list = any($2)")
        {
            Parameters = { _parameters[0].Clone(), ArrayParameter.Of(NpgsqlDbType.Varchar, counts) },
        };

    private NpgsqlBatchCommand Command(string sql, params long[] more)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in _parameters)
            command.Parameters.Add(parameter.Clone());
        foreach (var number in more)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        return command;
    }

    private string Add(NpgsqlDbType type, object value)
    {
        _parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        return Next(0);
    }

    private string Next(int further) => $"${_parameters.Count + further}";
}
