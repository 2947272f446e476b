using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Looks over all ledgers.</summary>
internal static class LedgerSurvey
{
    // A step from clinic to clinic in the index, as there are few clinics and many entries.
    private const string AllClinics = """
        with recursive clinics (id) as (
            select min(clinic_id) from ledger_entries
            union all
            select (select min(clinic_id) from ledger_entries where clinic_id > id) from clinics where id is not null
        )
        select id from clinics where id is not null
        """;

    private const string UnplacedEvents = """
        select count(*) from ledger_progress p join mt_events e on e.seq_id <= p.event_number and e.seq_id > p.event_number - 10000
        where not starts_with(e.stream_id, 'mt_')
            and not exists (select from ledger_entries l where l.event_number = e.seq_id)
            and not exists (select from ledger_gaps g where g.event_number = e.seq_id)
        """;

    /// <summary>The clinics that have a ledger.</summary>
    public static async Task<HashSet<string>> Clinics(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AllClinics, connection);
        var clinics = new HashSet<string>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            clinics.Add(row.GetString(0));

        return clinics;
    }

    /// <summary>How many of the last ten thousand events were passed over. There is no way for that to happen.</summary>
    public static async Task<long> Unplaced(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(UnplacedEvents, connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
