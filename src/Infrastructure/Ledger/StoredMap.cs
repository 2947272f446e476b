using ClinicNotes.Application.Ledger;
using ClinicNotes.Domain.Ledger;
using ClinicNotes.Infrastructure.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>A clinic's map of session notes, block by block, in the table <c>ledger_map</c>.</summary>
internal static class StoredMap
{
    private const string Read = "select path, block from ledger_map where clinic_id = $1 and path = any($2)";

    private const string Write = """
        insert into ledger_map (clinic_id, path, block) select $1, path, block from unnest($2, $3) as changed (path, block)
        on conflict (clinic_id, path) do update set block = excluded.block
        """;

    /// <summary>Adds events of notes to the map and stores it.</summary>
    public static async Task<MapUpdate> Add(
        string clinic,
        IReadOnlyCollection<NoteInMap> notes,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var update = await NoteMap.Add(notes, paths => Blocks(clinic, paths, connection, cancellation));
        await using var command = new NpgsqlCommand(Write, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, update.Changed.Keys));
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Bytea, update.Changed.Values.Select(MapBlockBytes.Of)));
        await command.ExecuteNonQueryAsync(cancellation);
        return update;
    }

    /// <summary>The stored blocks at these paths.</summary>
    /// <exception cref="DamagedRecordException">What is stored is no block.</exception>
    public static async ValueTask<IReadOnlyDictionary<string, MapBlock>> Blocks(
        string clinic,
        IReadOnlyList<string> paths,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Read, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clinic });
        command.Parameters.Add(ArrayParameter.Of(NpgsqlDbType.Varchar, paths));
        var blocks = new Dictionary<string, MapBlock>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            blocks[row.GetString(0)] =
                MapBlockBytes.Read(row.GetFieldValue<byte[]>(1))
                ?? throw new DamagedRecordException($"the ledger's map of session notes is damaged at \"{row.GetString(0)}\"");
        }

        return blocks;
    }
}
