using System.Globalization;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.SessionNotes;

/// <summary>Session notes that are registered, each with the clinic that has it.</summary>
internal sealed class RegisteredNotes
{
    // The limit has the clinic of each found by the index of first registrations, however little is known of the table.
    private const string Registered = """
        select e.tenant_id, stream, e.version, e.data from unnest($1) as wanted (stream)
            cross join lateral (
                select tenant_id from mt_events where stream_id = stream and type = 'session_note_registered' and version = 1 limit 1
            ) first
            cross join lateral (
                select tenant_id, version, data from mt_events where tenant_id = first.tenant_id and stream_id = stream
                order by version
            ) e
        order by stream, e.version
        """;

    private readonly Dictionary<long, (long? ClinicId, SessionNote? Note)> _notes = [];

    public static async Task<RegisteredNotes> Read(IReadOnlyList<long> ids, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Registered);
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, ids.Select(SessionNote.StreamKey)));
        var notes = new RegisteredNotes();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var clinic = long.Parse(row.GetString(0), CultureInfo.InvariantCulture);
            var registered = StoredEvents.Read(row.GetString(1), row.GetInt64(2), "session_note_registered", row.GetString(3));
            notes.Add(clinic, (SessionNoteRegistered)registered);
        }

        return notes;
    }

    public (long? ClinicId, SessionNote? Note) Find(long id) => _notes.GetValueOrDefault(id);

    /// <summary>Notes one more registration, and gives what the note is by it.</summary>
    public SessionNote Add(long clinicId, SessionNoteRegistered registered)
    {
        var note = SessionNote.Evolve(Find(registered.SessionNoteId).Note, registered)!;
        _notes[registered.SessionNoteId] = (clinicId, note);
        return note;
    }
}
