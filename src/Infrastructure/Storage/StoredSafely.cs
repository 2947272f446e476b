using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Whether what is recorded stays: through a loss of power, and through whoever would change it.</summary>
internal static class StoredSafely
{
    private const string OffSettings = """
        select name || ' is off: what was committed may be lost with the power.' from unnest(array['fsync', 'synchronous_commit']) as name
        where current_setting(name) = 'off'
        """;

    private const string MissingTriggers = """
        select name || ' is not guarded: its trigger never_rewritten is missing or disabled.'
        from unnest(array['mt_events', 'signatures', 'ledger_entries', 'ledger_hashes', 'ledger_checkpoints']) as name
        where to_regclass(name) is not null
            and not exists (select from pg_trigger where tgrelid = to_regclass(name) and tgname = 'never_rewritten' and tgenabled <> 'D')
        """;

    /// <summary>Settings of PostgreSQL by which an acknowledged write may be lost.</summary>
    public static Task<IReadOnlyList<string>> Settings(NpgsqlDataSource database, CancellationToken cancellation) =>
        Faults(OffSettings, database, cancellation);

    /// <summary>Tables that lack the trigger that refuses to rewrite them.</summary>
    public static Task<IReadOnlyList<string>> Triggers(NpgsqlDataSource database, CancellationToken cancellation) =>
        Faults(MissingTriggers, database, cancellation);

    private static async Task<IReadOnlyList<string>> Faults(string sql, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var faults = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            faults.Add(row.GetString(0));

        return faults;
    }
}
