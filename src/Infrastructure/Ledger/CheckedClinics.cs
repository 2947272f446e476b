using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Which clinics a check looks at: also those that a ledger, or all else than the ledger, is missing of.</summary>
internal static class CheckedClinics
{
    private const string All = """
        select clinic, (select count(*) from ledger_entries where clinic_id = clinic) from (
            select clinic_id from ledger_entries
            union select clinic_id from ledger_checkpoints
            union select clinic_id from ledger_hashes
            union select clinic_id from ledger_map
            union select tenant_id from mt_events where not starts_with(stream_id, 'mt_')
            union select $1 where $1 is not null
        ) as clinics (clinic)
        where clinic is not null and ($1 is null or clinic = $1)
        order by length(clinic), clinic
        """;

    /// <summary>The clinics, and how many entries each has.</summary>
    /// <param name="only">The one clinic, or <c>null</c> for all.</param>
    /// <param name="connection">In the transaction of the check.</param>
    /// <param name="cancellation">When nobody waits for it any longer.</param>
    public static async Task<IReadOnlyList<(string Clinic, long Entries)>> Of(
        string? only,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(All, connection) { Parameters = { Optional(only) }, CommandTimeout = 0 };
        var clinics = new List<(string, long)>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            clinics.Add((row.GetString(0), row.GetInt64(1)));

        return clinics;
    }

    /// <summary>What a clinic or a stream is called; <c>?</c> where somebody has taken its name away.</summary>
    public static string Name(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "?" : row.GetString(column);

    /// <summary>The one clinic as a parameter; NULL for all.</summary>
    public static NpgsqlParameter Optional(string? only) =>
        new() { Value = only ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar };
}
