using System.Globalization;
using ClinicNotes.Application.Ledger;
using Npgsql;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Looks for what no walk along a ledger meets: events beside it, and streams that are not whole.</summary>
internal static class CheckedStreams
{
    // An event gets its position in the order of numbers; a commitment at once. In the streams of the store's own (`mt_…`) nothing belongs but
    // what the store leaves of appends that failed.
    private const string Beside = """
        with looked (far) as (select greatest(
            (select event_number from ledger_progress),
            (select l.event_number from ledger_entries l join mt_events e on e.seq_id = l.event_number
                where e.type <> 'ledger_committed' order by l.event_number desc limit 1)
        ))
        select e.tenant_id, e.stream_id, e.version from mt_events e cross join looked
        where (e.seq_id <= far or e.type = 'ledger_committed') and ($1 is null or e.tenant_id = $1)
            and not (starts_with(e.stream_id, 'mt_') and e.type = 'tombstone')
            and not exists (select from ledger_entries where event_number = e.seq_id)
            and not exists (select from ledger_gaps where event_number = e.seq_id)
        order by e.seq_id
        """;

    private const string Broken = """
        select coalesce(e.tenant_id, s.tenant_id), coalesce(e.stream_id, s.id), coalesce(e.events, 0), coalesce(e.last, 0), coalesce(s.version, 0)
        from (
            select tenant_id, stream_id, count(*) as events, min(version) as first, max(version) as last from mt_events
            where ($1 is null or tenant_id = $1) and not starts_with(stream_id, 'mt_') group by 1, 2
        ) e
        full join (
            select tenant_id, id, version from mt_streams where ($1 is null or tenant_id = $1) and not starts_with(id, 'mt_')
        ) s on s.tenant_id = e.tenant_id and s.id = e.stream_id
        where e.events is distinct from s.version or e.last is distinct from s.version or e.first is distinct from 1
        order by 1, 2
        """;

    /// <summary>What is found in one clinic, or in all.</summary>
    public static async Task<IReadOnlyList<Difference>> Of(string? only, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var beside = await Read(Beside, row => new(row.Name(0), null, row.Name(1), row.GetInt64(2), "the event is in no ledger"));
        var broken = await Read(
            Broken,
            row => new(row.Name(0), null, row.Name(1), null, Whole(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)))
        );
        return [.. beside, .. broken];

        async Task<List<Difference>> Read(string sql, Func<NpgsqlDataReader, Difference> difference)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { CheckedClinics.Optional(only) } };
            var differences = new List<Difference>();
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                differences.Add(difference(row));

            return differences;
        }
    }

    private static string Whole(long events, long last, long recorded) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the stream must have the versions 1 to {recorded}; it has {events} events, the last of version {last}"
        );
}
