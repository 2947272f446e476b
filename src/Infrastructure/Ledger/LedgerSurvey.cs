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
        select count(*) from mt_events e
            left join ledger_entries l on l.event_number = e.seq_id and l.event_number between $1 - 10000 and $1
            left join ledger_gaps g on g.event_number = e.seq_id
        where e.seq_id between $1 - 10000 and $1 and l.position is null and g.event_number is null and not starts_with(e.stream_id, 'mt_')
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
        await using var progress = new NpgsqlCommand("select event_number from ledger_progress", connection);
        await using var command = new NpgsqlCommand(UnplacedEvents, connection)
        {
            Parameters = { new() { Value = await progress.ExecuteScalarAsync(cancellation) } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
