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

    public const string Last = "select stream, version from last_event_of_note($1, $2)";

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
