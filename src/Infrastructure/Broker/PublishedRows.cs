using System.Globalization;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Broker;

/// <summary>A clinic of which events are to be published.</summary>
/// <param name="ClinicId">The clinic.</param>
/// <param name="Position">The position up to which the broker has confirmed all.</param>
internal readonly record struct DueClinic(long ClinicId, long Position);

/// <summary>How far behind the broker is.</summary>
/// <param name="Waiting">How many events it has not confirmed.</param>
/// <param name="Oldest">When the oldest of these was recorded.</param>
internal sealed record Backlog(long Waiting, Instant? Oldest);

/// <summary>The table <c>broker_progress</c>: how far the broker has confirmed each clinic's events.</summary>
internal static class PublishedRows
{
    // A step from clinic to clinic in the index, as there are few clinics and many entries.
    private const string Behind = """
        with recursive clinics (id) as (
            select min(clinic_id) from ledger_entries
            union all
            select (select min(clinic_id) from ledger_entries where clinic_id > id) from clinics where id is not null
        ), behind as (
            select c.id, coalesce(p.position, 0) as position, size from clinics c
                left join broker_progress p on p.clinic_id = c.id
                cross join lateral (select position from ledger_entries l where l.clinic_id = c.id order by position desc limit 1) e (size)
            where c.id is not null and coalesce(p.position, 0) < size
        )
        """;

    private const string Due = $"{Behind} select id, position from behind where mod(id::bigint, $2)::int = any($1)";

    private const string All = $"""
        {Behind} select coalesce(sum(size - b.position), 0)::bigint, min(e.timestamp)
        from behind b join ledger_entries l on l.clinic_id = b.id and l.position = b.position + 1 join mt_events e on e.seq_id = l.event_number
        """;

    private const string Advance = """
        insert into broker_progress as p (clinic_id, position) values ($1, $3)
        on conflict (clinic_id) do update set position = $3 where p.position = $2
        """;

    /// <summary>The clinics of some parts of which there are events to be published.</summary>
    public static async Task<IReadOnlyList<DueClinic>> Find(
        IEnumerable<int> parts,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Due, connection);
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Integer, parts));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Shards.Count });
        var due = new List<DueClinic>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            due.Add(new(long.Parse(row.GetString(0), CultureInfo.InvariantCulture), row.GetInt64(1)));
        return due;
    }

    /// <summary>Notes how far the broker has confirmed. Who has been overtaken moves nothing.</summary>
    public static async Task Move(DueClinic from, long to, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Advance);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(from.ClinicId) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from.Position });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The position up to which the broker has confirmed all of a clinic.</summary>
    public static async Task<long> PositionOf(long clinicId, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select position from broker_progress where clinic_id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant.Of(clinicId) });
        return await command.ExecuteScalarAsync(cancellation) as long? ?? 0;
    }

    /// <summary>What of all clinics waits for the broker.</summary>
    public static async Task<Backlog> Survey(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(All);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(row.GetInt64(0), row.IsDBNull(1) ? null : Instant.FromDateTimeUtc(row.GetDateTime(1)));
    }
}
