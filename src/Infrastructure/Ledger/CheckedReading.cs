using ClinicNotes.Application.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>
/// Looks for events that the store would read otherwise than they are in the ledger: it leaves out what is archived, and takes an event for one
/// of the .NET type that stands beside it.
/// </summary>
internal static class CheckedReading
{
    private const string Otherwise = """
        select e.tenant_id, e.stream_id, e.version, case
            when e.is_archived is distinct from false then 'the store leaves the event out of its stream'
            when e.bdata is not null then 'the store has another body of the event'
            else 'the store takes the event for one of another type'
        end
        from mt_events e left join unnest($2, $3) as known (type, dotnet_type) on known.dotnet_type = e.mt_dotnet_type
        where ($1 is null or e.tenant_id = $1)
            and (e.is_archived is distinct from false or e.bdata is not null or known.type <> e.type)
        order by e.seq_id
        """;

    /// <summary>What is found in one clinic, or in all.</summary>
    public static async Task<IReadOnlyList<Difference>> Of(string? only, NpgsqlConnection connection, CancellationToken cancellation)
    {
        // It reads through all events, which may be many.
        await using var command = new NpgsqlCommand(Otherwise, connection) { CommandTimeout = 0 };
        command.Parameters.Add(CheckedClinics.Optional(only));
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, StoredEvents.ByName.Keys));
        command.Parameters.Add(
            ArrayParameter.Of(
                NpgsqlDbType.Varchar,
                StoredEvents.ByName.Values.Select(type => $"{type.FullName}, {type.Assembly.GetName().Name}")
            )
        );
        var differences = new List<Difference>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            differences.Add(new(row.Name(0), null, row.Name(1), row.GetInt64(2), row.GetString(3)));

        return differences;
    }
}
