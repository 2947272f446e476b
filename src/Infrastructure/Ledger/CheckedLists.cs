using System.Globalization;
using ClinicNotes.Application.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Holds the lists, and how long they say that they are, against the events that the ledger has.</summary>
internal static class CheckedLists
{
    /// <summary>How the codes of errors begin that are of a value.</summary>
    private const string DataException = "22";

    private const string Unreadable = "the lists cannot be held against the events, as one of these cannot be read";

    /// <summary>What is found in one clinic, or in all.</summary>
    public static async Task<IReadOnlyList<Difference>> Of(string? only, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await Readable(only, connection, cancellation) is { } differences)
            return differences;

        // One event that cannot be read keeps no other clinic from being looked at.
        var found = new List<Difference>();
        foreach (var (clinic, _) in await CheckedClinics.Of(only, connection, cancellation))
            found.AddRange(await Readable(clinic, connection, cancellation) ?? [new(clinic, null, null, null, Unreadable)]);
        return found;
    }

    /// <summary>The same; <c>null</c> where an event says what PostgreSQL cannot read.</summary>
    private static async Task<List<Difference>?> Readable(string? only, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Execute("savepoint lists");
        try
        {
            return await Compared(only, connection, cancellation);
        }
        catch (PostgresException fault) when (fault.SqlState.StartsWith(DataException, StringComparison.Ordinal))
        {
            await Execute("rollback to savepoint lists");
            return null;
        }

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static async Task<List<Difference>> Compared(string? only, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var differences = new List<Difference>();
        foreach (var list in ListRows.All)
        {
            await Read(list.Wrong, row => new(row.Name(0), null, row.Name(1), null, Row(list.Name, row.GetBoolean(2), row.GetBoolean(3))));
        }

        await Read(ListRows.Miscounts, row => new(row.GetString(0), null, null, null, Count(row.GetString(1), row.GetInt64(2))));
        return differences;

        async Task Read(string sql, Func<NpgsqlDataReader, Difference> difference)
        {
            // It reads through all events, which may be many.
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            command.Parameters.Add(CheckedClinics.Optional(only));
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                differences.Add(difference(row));
        }
    }

    private static string Row(string list, bool hasEvents, bool isListed) =>
        (hasEvents, isListed) switch
        {
            (_, false) => $"the list of {list} lacks it",
            (false, _) => $"the list of {list} has it, but no event tells of it",
            _ => $"the list of {list} does not show what its events say",
        };

    private static string Count(string list, long missing) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the count of {list.Replace('_', ' ')} is {Math.Abs(missing)} too {(missing > 0 ? "low" : "high")}"
        );
}
