using System.Globalization;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.SignOffs;

/// <summary>Finds events of session notes by the index of their notes.</summary>
internal sealed class CoveredEvents(NpgsqlDataSource database) : ICoveredEvents
{
    private const string Named = """
        select stream_id, version from mt_events
        where tenant_id = $1 and data ->> 'session_note_id' = $2 and stream_id = $3 and version = $4
        """;

    // An event that is committed after another may have the smaller number. Not 16 others overtake it in the time that one append takes.
    // Were the note said to be equal, PostgreSQL would rather go back through the events of all notes until it has met 16 of this one; were
    // the positions joined, it would rather read the whole ledger once than look 16 of them up, while it believes the ledger to be small.
    public const string Last = """
        select stream_id, version from (
            select stream_id, version, seq_id from mt_events where tenant_id = $1 and data ->> 'session_note_id' between $2 and $2
            order by data ->> 'session_note_id' desc, seq_id desc limit 16
        ) e
        order by (select position from ledger_entries where event_number = e.seq_id) desc nulls first, seq_id desc limit 1
        """;

    public async Task<CoveredEvent?> Find(long clinicId, long sessionNoteId, CoveredEvent? named, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(named is null ? Last : Named);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sessionNoteId.ToString(CultureInfo.InvariantCulture) });
        if (named is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = named.Stream });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = named.Version });
        }

        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new CoveredEvent(row.GetString(0), row.GetInt64(1)) : null;
    }
}
