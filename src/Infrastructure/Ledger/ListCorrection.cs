using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Corrects lists in small transactions, each of which keeps whoever else writes lists waiting.</summary>
/// <param name="connection">That of who owns the tables.</param>
/// <param name="clinic">Whose lists; <c>null</c> for those of all clinics.</param>
/// <param name="cancellation">When nobody waits for it any longer.</param>
internal sealed class ListCorrection(NpgsqlConnection connection, string? clinic, CancellationToken cancellation)
{
    /// <summary>
    /// Taken first, in this order, by whoever writes lists, before it looks at anything: what it sees then is what is there. The lock of the
    /// events comes before, in the order in which all else takes them.
    /// </summary>
    public static IReadOnlyList<string> BeforeWriting { get; } = [LockEvents, "lock table listed_counts in row exclusive mode"];

    /// <summary>Keeps whoever writes lists waiting, as the keeper of the ledgers does before it looks for events.</summary>
    public const string Alone = $"{LockEvents}; lock table listed_counts in share row exclusive mode";
    private const string LockEvents = "lock table mt_events in access share mode";

    public string? Clinic => clinic;

    /// <summary>Makes the rows of these streams what their events say; gives how many were something else.</summary>
    public async Task<long> Correct(IReadOnlyList<(string Clinic, string Stream)> streams)
    {
        var corrected = 0L;
        foreach (var list in ListRows.All)
        {
            var differing = await Read(list.Differing, streams);
            if (differing.Count > 0)
                corrected += await Apply(list.Corrected, differing);
        }

        return corrected;
    }

    /// <summary>Removes the rows of which there is no event; gives how many there were.</summary>
    public async Task<long> Remove()
    {
        var removed = 0L;
        foreach (var list in ListRows.All)
        {
            while (await Read(list.WithoutEvents, null) is { Count: > 0 } stray)
                removed += await Apply(list.Removed, stray);
        }

        return removed;
    }

    /// <summary>Makes the counts what the rows come to; gives how many were something else.</summary>
    public async Task<long> Recount()
    {
        await using var command = Command(ListRows.Miscounts);
        command.Parameters.Add(CheckedClinics.Optional(clinic));
        var (clinics, lists, by) = (new List<string>(), new List<string>(), new List<long>());
        await using (var row = await command.ExecuteReaderAsync(cancellation))
        {
            while (await row.ReadAsync(cancellation))
            {
                clinics.Add(row.GetString(0));
                lists.Add(row.GetString(1));
                by.Add(row.GetInt64(2));
            }
        }

        if (clinics.Count == 0)
            return 0;
        return await Apply(
            ListRows.Recounted,
            ArrayParameter.Of(NpgsqlDbType.Varchar, clinics),
            ArrayParameter.Of(NpgsqlDbType.Varchar, lists),
            ArrayParameter.Of(NpgsqlDbType.Bigint, by)
        );
    }

    private async Task<List<(string Clinic, string Stream)>> Read(string sql, IReadOnlyList<(string Clinic, string Stream)>? streams)
    {
        await using var command = Command(sql);
        command.Parameters.AddRange(streams is null ? [CheckedClinics.Optional(clinic)] : Of(streams));
        var found = new List<(string, string)>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            found.Add((row.GetString(0), row.GetString(1)));

        return found;
    }

    private Task<long> Apply(string sql, IReadOnlyList<(string Clinic, string Stream)> streams) => Apply(sql, Of(streams));

    private async Task<long> Apply(string sql, params NpgsqlParameter[] parameters)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var alone = Command(Alone);
        await alone.ExecuteNonQueryAsync(cancellation);
        await using var command = Command(sql);
        command.Parameters.AddRange(parameters);
        var rows = await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return rows;
    }

    // Some of them read through lists of millions.
    private NpgsqlCommand Command(string sql) => new(sql, connection) { CommandTimeout = 0 };

    private static NpgsqlParameter[] Of(IReadOnlyList<(string Clinic, string Stream)> streams) =>
        [
            ArrayParameter.Of(NpgsqlDbType.Varchar, streams.Select(stream => stream.Clinic)),
            ArrayParameter.Of(NpgsqlDbType.Varchar, streams.Select(stream => stream.Stream)),
        ];
}
