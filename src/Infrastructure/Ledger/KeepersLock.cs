using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>The lock that one service at a time has, which keeps the ledgers.</summary>
internal static class KeepersLock
{
    // A plan made when a table is small is still used when it has grown: by an index, therefore. A round's statements are the same each time: they
    // are planned once.
    private const string Take = """
        set enable_seqscan = off; set plan_cache_mode = force_generic_plan;
        select pg_try_advisory_lock(hashtext('clinicnotes ledger'))
        """;

    /// <summary>Whether this connection has the lock now, and is ready for the rounds of the keeper. It has it until its end.</summary>
    public static async Task<bool> IsTaken(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand(Take, connection);
        return await take.ExecuteScalarAsync(cancellation) is true;
    }
}
