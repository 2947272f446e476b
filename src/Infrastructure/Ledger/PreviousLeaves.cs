using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Finds the leaf of the event before, in the same stream.</summary>
internal static class PreviousLeaves
{
    private const string Leaves = """
        select e.tenant_id, e.stream_id, e.version, l.leaf
        from unnest($1, $2, $3) as before (clinic, stream, version)
        join mt_events e on e.tenant_id = before.clinic and e.stream_id = before.stream and e.version = before.version
        join ledger_entries l on l.event_number = e.seq_id
        """;

    /// <summary>The leaves, as far as they are stored, of the events right before these, by clinic, stream and version.</summary>
    public static async Task<Dictionary<(string Clinic, string Stream, long Version), TreeHash>> Before(
        IReadOnlyList<CommittedEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var here = events.Select(e => (e.ClinicId, e.Stream, e.Version)).ToHashSet();
        var wanted = events.Where(e => e.Version > 1 && !here.Contains((e.ClinicId, e.Stream, e.Version - 1))).ToArray();
        var leaves = new Dictionary<(string, string, long), TreeHash>();
        if (wanted.Length == 0)
            return leaves;

        await using var command = new NpgsqlCommand(Leaves, connection);
        Add(NpgsqlDbType.Varchar, e => e.ClinicId);
        Add(NpgsqlDbType.Varchar, e => e.Stream);
        Add(NpgsqlDbType.Bigint, e => e.Version - 1);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            leaves[(row.GetString(0), row.GetString(1), row.GetInt64(2))] = TreeHash.From(row.GetFieldValue<byte[]>(3));

        return leaves;

        void Add<T>(NpgsqlDbType type, Func<CommittedEvent, T> part) =>
            command.Parameters.Add(ArrayParameter.Of(type, wanted.Select(part)));
    }
}
