using System.Globalization;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.SessionNotes;
using ClinicNotes.Infrastructure.Storage;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace ClinicNotes.Infrastructure.SessionNotes;

/// <summary>Finds the clinic of a session note by the first event of its stream, and remembers what each has: that never changes.</summary>
internal sealed class SessionNoteRegister(NpgsqlDataSource database) : ISessionNoteRegister, IDisposable
{
    private const string FirstEvent =
        "select tenant_id from mt_events where type = 'session_note_registered' and version = 1 and stream_id = $1";

    private const string FirstOfMessage = """
        select 1 from mt_events where tenant_id = $1 and stream_id = $2 and correlation_id = $3 and (data ->> 'provider_id')::bigint = $4
        """;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public async ValueTask<bool> Has(long clinicId, long sessionNoteId, CancellationToken cancellation)
    {
        if (_known.TryGetValue((clinicId, sessionNoteId), out _))
            return true;

        await using var command = database.CreateCommand($"{FirstEvent} and tenant_id = $2");
        command.Parameters.Add(new() { Value = SessionNote.StreamKey(sessionNoteId) });
        command.Parameters.Add(new() { Value = Tenant.Of(clinicId) });
        if (await command.ExecuteScalarAsync(cancellation) is null)
            return false;

        return _known.Set((clinicId, sessionNoteId), true, new MemoryCacheEntryOptions { Size = 1 });
    }

    public async ValueTask<long?> ClinicOf(long sessionNoteId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FirstEvent);
        command.Parameters.Add(new() { Value = SessionNote.StreamKey(sessionNoteId) });
        var tenant = await command.ExecuteScalarAsync(cancellation);
        return tenant is string clinic ? long.Parse(clinic, CultureInfo.InvariantCulture) : null;
    }

    public async Task<bool> HasHeeded(string messageId, long clinicId, long sessionNoteId, long providerId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FirstOfMessage);
        command.Parameters.Add(new() { Value = Tenant.Of(clinicId) });
        command.Parameters.Add(new() { Value = SessionNote.StreamKey(sessionNoteId) });
        command.Parameters.Add(new() { Value = messageId });
        command.Parameters.Add(new() { Value = providerId });
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    public void Dispose() => _known.Dispose();
}
