using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Finds the clinics that have a ledger.</summary>
internal static class KnownClinics
{
    // A step from clinic to clinic in the index, as there are few clinics and many entries.
    private const string All = """
        with recursive clinics (id) as (
            select min(clinic_id) from ledger_entries
            union all
            select (select min(clinic_id) from ledger_entries where clinic_id > id) from clinics where id is not null
        )
        select id from clinics where id is not null
        """;

    public static async Task<HashSet<string>> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(All, connection);
        var clinics = new HashSet<string>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            clinics.Add(row.GetString(0));

        return clinics;
    }
}
