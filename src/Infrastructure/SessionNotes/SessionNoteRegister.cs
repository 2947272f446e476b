using System.Globalization;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.SessionNotes;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace ClinicNotes.Infrastructure.SessionNotes;

/// <summary>Finds the clinic of a session note by the first event of its stream, and remembers it: it never changes.</summary>
internal sealed class SessionNoteRegister(NpgsqlDataSource database) : ISessionNoteRegister, IDisposable
{
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public async ValueTask<long?> ClinicOf(long sessionNoteId, CancellationToken cancellation)
    {
        if (_known.TryGetValue(sessionNoteId, out long clinic))
            return clinic;

        await using var command = database.CreateCommand(
            "select tenant_id from mt_events where type = 'session_note_registered' and version = 1 and stream_id = $1"
        );
        command.Parameters.Add(new() { Value = SessionNote.StreamKey(sessionNoteId) });
        if (await command.ExecuteScalarAsync(cancellation) is not string tenant)
            return null;

        return _known.Set(sessionNoteId, long.Parse(tenant, CultureInfo.InvariantCulture), new MemoryCacheEntryOptions { Size = 1 });
    }

    public void Dispose() => _known.Dispose();
}
