using System.Globalization;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Infrastructure.SignOffs;

/// <summary>Finds events of session notes by their streams.</summary>
internal sealed class CoveredEvents(NpgsqlDataSource database) : ICoveredEvents
{
    private const string OfNote = """
        select 1 from mt_events where tenant_id = $1 and data ->> 'session_note_id' = $2 and stream_id = $3 and version = $4
        """;

    public async Task<bool> Has(long clinicId, long sessionNoteId, CoveredEvent named, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(OfNote);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sessionNoteId.ToString(CultureInfo.InvariantCulture) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = named.Stream });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = named.Version });
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}
